/** The words in a comma-separated list, trimmed; the defaults when nothing is set, no words when it is empty. */
export function readWords(text: string | undefined, defaults: readonly string[]): readonly string[] {
  if (text === undefined) return defaults;
  return text
    .split(',')
    .map((word) => word.trim())
    .filter((word) => word !== '');
}
