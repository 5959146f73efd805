/** A field of an event: where OpenIM writes it, what it may write there, and what the listener must get. */
export interface WireField {
  /** OpenIM's spelling, where it is not the event's. */
  readonly wire?: string;
  /** A value that no other field of the test has. */
  readonly sample: (name: string, number: number) => unknown;
  /** What the listener gets for a value on the wire, given or absent. */
  readonly sane: (sent: unknown) => unknown;
}

/** The fields of one event by the names the listener sees. */
export type WireFields = Readonly<Record<string, WireField>>;

const orElse =
  (zero: unknown) =>
  (sent: unknown): unknown =>
    sent ?? zero;

/** A Go string. */
export const text = (wire?: string): WireField => ({
  wire,
  sample: (name) => `text of ${name} <&> \u2028 你好`,
  sane: orElse(''),
});

/** A Go integer of 32 bits or more. */
export const int = (wire?: string): WireField => ({
  wire,
  sample: (_name, number) => 1000 + number,
  sane: orElse(0),
});

/** A Go int64. */
export const long = (wire?: string): WireField => ({
  wire,
  sample: (_name, number) => 1_751_440_000_000 + number,
  sane: orElse(0),
});

/** A Go bool. */
export const bool = (wire?: string): WireField => ({ wire, sample: () => true, sane: orElse(false) });

/** A Go `*string` or `StringValue`: null says "not changed". */
export const nullableText = (wire?: string): WireField => ({ ...text(wire), sane: orElse(null) });

/** A Go `*int32` or `Int32Value`. */
export const nullableInt = (wire?: string): WireField => ({ ...int(wire), sane: orElse(null) });

/** A string whose key is missing when there is none. */
export const optionalText = (): WireField => ({ ...text(), sane: (sent) => sent });

/** A bool whose key is missing when there is none. */
export const optionalBool = (): WireField => ({ ...bool(), sane: (sent) => sent });

/** An integer whose key is missing when there is none. */
export const optionalInt = (): WireField => ({ ...int(), sane: (sent) => sent });

/** A Go `[]string` whose key is missing when there is none. */
export const optionalTexts = (): WireField => ({ ...texts(), sane: (sent) => sent });

/** A Go `[]string`, null when it is empty. */
export const texts = (wire?: string): WireField => ({
  wire,
  sample: (name) => [`first of ${name}`, `second of ${name}`],
  sane: orElse([]),
});

/** A Go `[]int64`, null when it is empty. */
export const longs = (wire?: string): WireField => ({
  wire,
  sample: (_name, number) => [number, 2 ** 40 + number],
  sane: orElse([]),
});

/** Go's `string(int32)`: the number as one character. */
export const groupTypeCharacter = (): WireField => ({
  sample: () => '\u0002',
  sane: (sent) => (typeof sent === 'string' ? sent.charCodeAt(0) : 0),
});

/** A list of objects. */
export const objects = (fields: WireFields, wire?: string): WireField => ({
  wire,
  sample: (_name, number) => [sampleOf(fields, number * 10), sampleOf(fields, number * 10 + 100)],
  sane: (sent) => (Array.isArray(sent) ? sent.map((each: object) => saneOf(fields, each)) : []),
});

/** A body with a distinct value in every field, in wire spelling. */
export function sampleOf(fields: WireFields, start = 1): Record<string, unknown> {
  const entries = Object.entries(fields).map(([name, { wire = name, sample }], index): [string, unknown] => [
    wire,
    sample(name, start + index),
  ]);
  return Object.fromEntries(entries);
}

/** What a listener must get for a body: every field of the table, keys without a value left out. */
export function saneOf(fields: WireFields, body: object): Record<string, unknown> {
  const sent = new Map<string, unknown>(Object.entries(body));
  const entries = Object.entries(fields).map(([name, { wire = name, sane }]): [string, unknown] => [
    name,
    sane(sent.get(wire)),
  ]);
  return Object.fromEntries(entries.filter(([, value]) => value !== undefined));
}

/** The keys of a body that the table says nothing of. */
export function unmappedOf(fields: WireFields, body: object): string[] {
  const known = new Set(Object.entries(fields).map(([name, { wire = name }]) => wire));
  return Object.keys(body).filter((key) => key !== 'callbackCommand' && !known.has(key));
}
