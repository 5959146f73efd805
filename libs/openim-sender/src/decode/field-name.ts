/**
 * Finds the struct field a JSON name goes into: exactly, or else with letter case ignored, as Go's
 * `encoding/json` does. Its case folding also takes U+017F for s and U+212A for k.
 */
export function matchField<Value>(
  fields: Readonly<Record<string, Value>>,
  name: string,
): readonly [field: string, value: Value] | undefined {
  const exact = Object.hasOwn(fields, name) ? fields[name] : undefined;
  if (exact !== undefined) return [name, exact];
  const folded = fold(name);
  return Object.entries(fields).find(([field]) => fold(field) === folded);
}

function fold(name: string): string {
  return name
    .replace(/\u017f/g, 's')
    .replace(/\u212a/g, 'k')
    .replace(/[A-Z]/g, (letter) => letter.toLowerCase());
}
