import type { GoType } from '../commands/wire-type.js';
import type { JsonNode } from '../json/json-node.js';
import { decodeBase64, DecodeError, decodeInteger, isIntegerType } from './scalars.js';
import { matchField, type StructFields, structs } from './structs.js';

/** A decoded struct: every field present, in Go's zero value when the text did not set it. */
export type Decoded = Record<string, unknown>;

/**
 * Decodes a value into a Go type as `json.Unmarshal` does. `previous` is what the target holds already: null
 * leaves it when the type has no nil, and a repeated member is decoded on top of the first one.
 *
 * @throws {DecodeError} for a value that does not fit
 */
export function decode(type: GoType, node: JsonNode, previous: unknown): unknown {
  if (type === 'StringValue') return decode('string', node, '');
  if (type === 'Int32Value') return decodeInteger('int32', node);
  if (type.startsWith('*')) return decodePointer(elementType(type, 1), node, previous);
  if (type.startsWith('[]')) return decodeSlice(elementType(type, 2), node, previous);
  if (type.startsWith('map[string]')) return decodeMap(elementType(type, 11), node, previous);
  if (node.kind === 'null') return previous ?? zero(type);
  if (isIntegerType(type)) return decodeInteger(type, node);
  if (type === 'string' && node.kind === 'string') return node.value;
  if (type === 'bool' && node.kind === 'boolean') return node.value;
  const fields = structs[type];
  if (fields !== undefined) return decodeStruct(fields, node, previous);
  throw new DecodeError(`cannot unmarshal ${node.kind} into Go value of type ${type}`);
}

/** Decodes an object into struct fields; names that match no field are skipped. */
export function decodeStruct(fields: StructFields, node: JsonNode, previous: unknown): Decoded {
  const result: Decoded = isDecoded(previous) ? previous : zeroStruct(fields);
  if (node.kind === 'null') return result;
  if (node.kind !== 'object') throw new DecodeError(`cannot unmarshal ${node.kind} into Go struct`);
  for (const [name, value] of node.members) {
    const match = matchField(fields, name);
    if (match === undefined) continue;
    const [field, type] = match;
    try {
      result[field] = decode(type, value, result[field]);
    } catch (error) {
      if (!(error instanceof DecodeError)) throw error;
      throw new DecodeError(`${field}: ${error.message}`);
    }
  }
  return result;
}

/** The value a Go variable of the type has before anything is decoded into it. */
export function zero(type: GoType): unknown {
  if (isIntegerType(type)) return 0;
  if (type === 'string') return '';
  if (type === 'bool') return false;
  const fields = structs[type];
  return fields === undefined ? null : zeroStruct(fields);
}

function zeroStruct(fields: StructFields): Decoded {
  return Object.fromEntries(Object.entries(fields).map(([field, type]) => [field, zero(type)]));
}

function decodePointer(type: GoType, node: JsonNode, previous: unknown): unknown {
  return node.kind === 'null' ? null : decode(type, node, previous);
}

function decodeSlice(type: GoType, node: JsonNode, previous: unknown): unknown {
  if (node.kind === 'null') return null;
  if (type === 'uint8' && node.kind === 'string') return decodeBase64(node);
  if (node.kind !== 'array')
    throw new DecodeError(`cannot unmarshal ${node.kind} into Go value of type []${type}`);
  const before: readonly unknown[] = Array.isArray(previous) ? previous : [];
  return node.items.map((item, index) => decode(type, item, before[index]));
}

function decodeMap(type: GoType, node: JsonNode, previous: unknown): unknown {
  if (node.kind === 'null') return null;
  if (node.kind !== 'object')
    throw new DecodeError(`cannot unmarshal ${node.kind} into Go value of type map`);
  const entries = new Map<string, unknown>(isDecoded(previous) ? Object.entries(previous) : []);
  for (const [name, value] of node.members) entries.set(name, decode(type, value, undefined));
  return Object.fromEntries(entries);
}

function elementType(type: GoType, prefixLength: number): GoType {
  // What follows a prefix of a GoType is a GoType again; the type system cannot cut strings.
  return type.slice(prefixLength) as GoType;
}

function isDecoded(value: unknown): value is Decoded {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
