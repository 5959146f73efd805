import type { JsonNode } from '../json/json-node.js';

/** The JSON is well formed, but a value does not fit the Go type it goes into. */
export class DecodeError extends Error {
  override readonly name = 'DecodeError';
}

interface Range {
  readonly lowest: bigint;
  readonly highest: bigint;
}

const ranges = {
  int32: { lowest: -(2n ** 31n), highest: 2n ** 31n - 1n },
  int64: { lowest: -(2n ** 63n), highest: 2n ** 63n - 1n },
  uint8: { lowest: 0n, highest: 255n },
} as const satisfies Record<string, Range>;

/** The integer types that occur in answers. */
export type IntegerType = keyof typeof ranges;

/** Whether a type name is one of {@link IntegerType}. */
export function isIntegerType(type: string): type is IntegerType {
  return Object.hasOwn(ranges, type);
}

/**
 * Decodes an integer as Go does: only digits, so `1.0`, `5e3` and `"1"` are errors, and within the type's
 * range. The result is a bigint where a number would lose digits.
 *
 * @throws {DecodeError}
 */
export function decodeInteger(type: IntegerType, node: JsonNode): number | bigint {
  if (node.kind !== 'number')
    throw new DecodeError(`cannot unmarshal ${node.kind} into Go value of type ${type}`);
  const pattern = type === 'uint8' ? /^[0-9]+$/ : /^-?[0-9]+$/;
  const value = pattern.test(node.text) ? BigInt(node.text) : undefined;
  const { lowest, highest } = ranges[type];
  if (value === undefined || value < lowest || value > highest) {
    throw new DecodeError(`cannot unmarshal number ${node.text} into Go value of type ${type}`);
  }
  const number = Number(value);
  return Number.isSafeInteger(number) ? number : value;
}

const BASE64 = /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/;

/**
 * Decodes the string form of a Go `[]byte`: padded standard base64, in which line breaks are skipped.
 *
 * @throws {DecodeError}
 */
export function decodeBase64(node: JsonNode & { kind: 'string' }): number[] {
  const text = node.value.replace(/[\r\n]/g, '');
  if (!BASE64.test(text)) throw new DecodeError('illegal base64 data');
  return Array.from(atob(text), (byte) => byte.charCodeAt(0));
}
