import type { WireCommand } from '../commands/wire-command.js';
import { type Decoded, decodeStruct } from '../decode/decode.js';
import { matchField, type StructFields, commonReplyFields } from '../decode/structs.js';
import { readJson } from '../json/read-json.js';

/** An answer after `json.Unmarshal`. */
export interface ReadReply {
  readonly actionCode: number;
  readonly errCode: number;
  readonly errMsg: string;
  readonly errDlt: string;
  readonly nextCode: number;
  /** The command's own fields, zero values where absent. */
  readonly fields: Decoded;
  /** The own fields that are in the text, by wire name. */
  readonly present: ReadonlySet<string>;
  /** Names in the text that match no field. */
  readonly unknown: readonly string[];
}

/**
 * Reads an answer into the command's Go struct.
 *
 * @throws {JsonSyntaxError | DecodeError} where `json.Unmarshal` returns an error
 */
export function readReply(row: WireCommand | undefined, bytes: Uint8Array): ReadReply {
  const own: StructFields = Object.fromEntries(
    Object.entries(row?.reply ?? {}).map(([name, { goType }]) => [name, goType]),
  );
  const all: StructFields = { ...commonReplyFields, ...own };
  const node = readJson(bytes);
  const { actionCode, errCode, errMsg, errDlt, nextCode, ...fields } = decodeStruct(all, node, undefined);
  const names = node.kind === 'object' ? node.members.map(([name]) => name) : [];
  return {
    actionCode: Number(actionCode),
    errCode: Number(errCode),
    errMsg: String(errMsg),
    errDlt: String(errDlt),
    nextCode: Number(nextCode),
    fields,
    present: new Set(names.flatMap((name) => matchField(own, name)?.[0] ?? [])),
    unknown: names.filter((name) => matchField(all, name) === undefined),
  };
}
