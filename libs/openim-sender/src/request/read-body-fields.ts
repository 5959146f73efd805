/** The fields of a request body, however it was given; none when it is not a JSON object. */
export function readBodyFields(body: unknown): Readonly<Record<string, unknown>> {
  if (typeof body !== 'string' && !Buffer.isBuffer(body)) return isObject(body) ? body : {};
  try {
    const parsed: unknown = JSON.parse(body.toString());
    return isObject(parsed) ? parsed : {};
  } catch {
    // A body that is deliberately broken has no fields to read.
    return {};
  }
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
