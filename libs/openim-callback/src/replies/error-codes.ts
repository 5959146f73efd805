import { INT32_MAX } from '../contract/integers.js';
import { InvalidReplyError } from './invalid-reply.error.js';
import type { Refuse } from './reply.js';

/** The error codes that listeners may refuse with, both ends included. */
export interface ErrorCodeRange {
  /** @default 20001 */
  readonly min: number;
  /** @default 29999 */
  readonly max: number;
}

/** The range that OpenIM's docs give to business servers. */
export const DEFAULT_ERROR_CODES: ErrorCodeRange = { min: 20001, max: 29999 };

/** Below this OpenIM replaces the code by 500, and makes 0 a success for the caller (main, micro-services). */
const SMALLEST = 100;

/** OpenIM's own token errors: the client SDK logs its user out when one arrives in a REST answer. */
const TOKEN_ERRORS: ErrorCodeRange = { min: 1501, max: 1507 };

/**
 * Checks that OpenIM hands a refusal on as it is and that the range allows its code. Its texts have types, but
 * `any` and plain JavaScript get around those, and OpenIM answers a text that is none with 90007.
 *
 * @throws {InvalidReplyError} with `refusing` set, since whoever gives a code means to refuse
 */
export function checkRefusal({ errCode, errMsg, errDlt }: Refuse, range: ErrorCodeRange): void {
  const texts = [errMsg, errDlt].every((text) => typeof text === 'string');
  const problem = whyNot(errCode, range) ?? (texts ? undefined : 'errMsg and errDlt must be strings');
  if (problem) throw new InvalidReplyError(`refuse(${errCode}, ...): ${problem}`, true);
}

/** Checks a configured range itself; returns what is wrong with it, or undefined. */
export function whyNotRange({ min, max }: ErrorCodeRange): string | undefined {
  if (!Number.isInteger(min) || !Number.isInteger(max) || min > max)
    return 'min and max must be integers, min first';
  if (min < SMALLEST)
    return `OpenIM replaces codes below ${SMALLEST}, and 0 tells the caller that all went well`;
  if (max > INT32_MAX) return `codes above ${INT32_MAX} do not fit OpenIM's int32`;
  return undefined;
}

/** Says why a code must not be sent, whatever the configured range: the one place that knows of token errors. */
export const whyNotTokenError = (errCode: number): string | undefined =>
  errCode >= TOKEN_ERRORS.min && errCode <= TOKEN_ERRORS.max
    ? `the client SDK takes ${TOKEN_ERRORS.min} to ${TOKEN_ERRORS.max} for token errors and logs the user out`
    : undefined;

function whyNot(errCode: number, range: ErrorCodeRange): string | undefined {
  if (!Number.isInteger(errCode)) return 'the code must be an integer';
  const tokenError = whyNotTokenError(errCode);
  if (tokenError) return tokenError;
  if (errCode < range.min || errCode > range.max) {
    return `the code must be between ${range.min} and ${range.max}; widen the module option errCodes if it must be this one`;
  }
  return undefined;
}
