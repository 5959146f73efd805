import { findCommand } from '../commands/wire-commands.js';
import type { RefusalAudience, WireCommand } from '../commands/wire-command.js';
import { DecodeError } from '../decode/scalars.js';
import { commandIn, type Edition } from '../enterprise/edition.js';
import { JsonSyntaxError } from '../json/json-node.js';
import { readJson } from '../json/read-json.js';
import { readBodyFields } from '../request/read-body-fields.js';
import { appliedFields } from './applied-fields.js';
import { notesOn } from './notes.js';
import type { Allowed, Outcome, Refused } from './outcome.js';
import { type ReadReply, readReply } from './read-reply.js';
import { shownToUser } from './shown-to-user.js';
import { type HiddenState, findTrap } from './traps.js';

const encoder = new TextEncoder();

/** Errors that OpenIM makes of an answer or of its absence (pkg/common/servererrs). */
const networkError = { code: 90004, msg: 'NetworkError' } as const;
const dataError = { code: 90007, msg: 'DataError' } as const;
const argsError = { code: 1001, msg: 'ArgsError' } as const;
const recordNotFoundError = { code: 1004, msg: 'RecordNotFoundError' } as const;
const panicError = { code: 500, msg: 'panic error' } as const;

/**
 * What open-im-server (main branch, 2026-07) makes of an answer. The HTTP status is no parameter on purpose:
 * OpenIM never looks at it, so a 401, 404 or 500 with a JSON object lets the operation through, and an empty
 * 200 refuses it.
 *
 * An answer refuses if and only if it is a JSON object with `actionCode` 0 and `nextCode` 1. It never throws.
 *
 * @param command a wire command or a `webhooks.yml` key; an unknown one is taken for a `before` command
 *   without fields of its own
 * @param requestBody the body that was sent, as object, text or bytes
 * @param reply the body of the answer, already gunzipped
 * @param hidden what the body does not show; see {@link HiddenState} for the defaults
 * @param edition `enterprise` reads the answers to the conversation callbacks in their spelling there
 *
 * @example
 * interpretReply('beforeSendSingleMsg', {}, '{"statusCode":401,"message":"Unauthorized"}').kind; // 'allowed'
 */
export function interpretReply(
  command: string,
  requestBody: unknown,
  reply: Uint8Array | string,
  hidden: HiddenState = {},
  edition: Edition = 'open',
): Outcome {
  const row = commandIn(edition, command);
  const read = tryRead(row, typeof reply === 'string' ? encoder.encode(reply) : reply);
  const problem = typeof read === 'string' ? read : '';
  if (row?.phase === 'after') {
    return { kind: 'reported', delivered: true, readable: problem === '', detail: problem };
  }
  const audience = row?.refusalSeenBy ?? 'caller';
  if (typeof read === 'string') {
    return refuse(audience, 'data', { ...dataError, detail: `${read} response format error` });
  }
  if (read.actionCode === 0 && read.nextCode === 1) {
    return refuse(audience, 'reply', { code: read.errCode, msg: read.errMsg, detail: read.errDlt });
  }
  return apply(row, audience, read, readBodyFields(requestBody), hidden);
}

function tryRead(row: WireCommand | undefined, bytes: Uint8Array): ReadReply | string {
  try {
    return readReply(row, bytes);
  } catch (error) {
    if (error instanceof JsonSyntaxError || error instanceof DecodeError) return error.message;
    throw error;
  }
}

function apply(
  row: WireCommand | undefined,
  audience: RefusalAudience,
  reply: ReadReply,
  request: Readonly<Record<string, unknown>>,
  hidden: HiddenState,
): Outcome {
  const rejected = rejectedContent(row, reply);
  if (rejected !== undefined) return refuse(audience, 'apply', { ...argsError, detail: rejected });
  const trap = findTrap(row?.command ?? '', reply, request, hidden);
  if (trap !== undefined) {
    const shown = shownToUser(audience, { ...panicError, detail: trap.detail });
    return { kind: 'panic', ...trap, shownToUser: shown };
  }
  const applied = appliedFields(row, reply, request);
  return {
    kind: 'allowed',
    applied,
    laterError: foreseeError(row, applied),
    notes: notesOn(row, reply, request, applied),
  };
}

function foreseeError(
  row: WireCommand | undefined,
  applied: Readonly<Record<string, unknown>>,
): Allowed['laterError'] {
  return row?.reply['groupID']?.rule === 'always' && applied['groupID'] === '' ? recordNotFoundError : null;
}

function refuse(
  audience: RefusalAudience,
  reason: Refused['reason'],
  error: { readonly code: number; readonly msg: string; readonly detail: string },
): Refused {
  return { kind: 'refused', ...error, reason, shownToUser: shownToUser(audience, error) };
}

/**
 * What OpenIM makes of a callback it got no whole answer to. The detail repeats the full URL, password and
 * secret path included, and REST callers see it: so does open-im-server.
 */
export function networkOutcome(command: string, url: string, cause: string): Outcome {
  const row = findCommand(command);
  const detail = `${cause}, post url=${url}`;
  if (row?.phase === 'after') return { kind: 'reported', delivered: false, readable: false, detail };
  const error = { ...networkError, detail };
  return {
    kind: 'refused',
    ...error,
    reason: 'network',
    shownToUser: shownToUser(row?.refusalSeenBy ?? 'caller', error),
  };
}

/**
 * Why OpenIM rejects the `content` that an answer to beforeMsgModify brings: it must itself be the text of a
 * JSON object, or `null`. The main branch only; releases put any text into the message.
 */
export function rejectedContent(row: WireCommand | undefined, reply: ReadReply): string | undefined {
  const content = reply.fields['content'];
  if (row?.command !== 'callbackBeforeMsgModifyCommand' || typeof content !== 'string') return undefined;
  return isObjectText(content) ? undefined : `webhook msg modify content is not json, content=${content}`;
}

function isObjectText(text: string): boolean {
  try {
    const { kind } = readJson(encoder.encode(text));
    return kind === 'object' || kind === 'null';
  } catch (error) {
    if (error instanceof JsonSyntaxError) return false;
    throw error;
  }
}
