import { findCommand } from '../contract/aliases.js';
import type { FailurePolicy } from '../listeners/listener-options.js';
import { ALLOW_BYTES, allowUnreadBytes, refusalBytes } from '../replies/answer.js';
import type { Failure } from './failure.js';
import type { Answer } from './request.js';

/** What users are told when a callback cannot be decided. */
export interface FailureReply {
  /** @default 20500 */
  readonly errCode: number;
  /** Shown to the user whose action was refused. @default 'the request could not be checked' */
  readonly errMsg: string;
}

/** The default of the module option `failure`. */
export const DEFAULT_FAILURE_REPLY: FailureReply = {
  errCode: 20500,
  errMsg: 'the request could not be checked',
};

/**
 * The answer to a callback that failed: for an after callback one that says so, for any other what the policy
 * says. The status is 200 like any answer's, since a proxy may replace the body of an error, and OpenIM takes
 * any JSON object that is not a refusal for permission.
 *
 * @param body the parsed body, when there is one
 */
export function answerFailure(
  { reason, detail }: Failure,
  command: string | undefined,
  policy: FailurePolicy,
  { errCode, errMsg }: FailureReply,
  body?: Readonly<Record<string, unknown>>,
): Answer {
  const definition = command === undefined ? undefined : findCommand(command)?.definition;
  if (definition?.phase === 'after') {
    // OpenIM throws it away; a refusal all the same, should the path or the body have named the wrong command.
    return { status: 200, body: refusalBytes({ errCode, errMsg: `${reason}: ${detail}`, errDlt: '' }) };
  }
  if (policy === 'allow') {
    return { status: 200, body: definition && body ? allowUnreadBytes(definition, body) : ALLOW_BYTES };
  }
  // Whoever sees this one is a person with a browser, or OpenIM behind a redirect.
  const shown = reason === 'wrong-method' ? detail : errMsg;
  return { status: 200, body: refusalBytes({ errCode, errMsg: shown, errDlt: reason }) };
}
