/**
 * A JSON value that still shows what its text was: numbers as written, and all members of an object in order,
 * with repeated names. Go's decoder tells `1` from `1.0` and reads every repeated member.
 */
export type JsonNode =
  | { readonly kind: 'null' }
  | { readonly kind: 'boolean'; readonly value: boolean }
  | { readonly kind: 'number'; readonly text: string }
  | { readonly kind: 'string'; readonly value: string }
  | { readonly kind: 'array'; readonly items: readonly JsonNode[] }
  | { readonly kind: 'object'; readonly members: readonly JsonMember[] };

/** One name and value of an object. */
export type JsonMember = readonly [name: string, value: JsonNode];

/** The text is not one JSON document as Go's `encoding/json` understands it. */
export class JsonSyntaxError extends Error {
  override readonly name = 'JsonSyntaxError';
}
