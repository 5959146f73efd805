import { isRecord } from './records.js';

/**
 * Turns a documented but never sent shape of a value into the real one; anything else is returned as it is.
 */
export type Converter = (sent: unknown) => unknown;

/**
 * Group types that are sent as `string(int32)` in Go: type 2 arrives as the one control character U+0002
 * (beforeApplyJoinGroup, afterDismissGroup, every version). The docs show the number or its digits.
 */
export const groupTypeFromText: Converter = (sent) => {
  if (typeof sent !== 'string') return sent;
  if (/^\d+$/.test(sent)) return Number(sent);
  return sent.length === 1 ? sent.charCodeAt(0) : sent;
};

/** Lists that older docs show as a string holding a JSON array, or as an empty string. */
export const listFromText: Converter = (sent) => {
  if (typeof sent !== 'string') return sent;
  if (sent === '') return [];
  try {
    return JSON.parse(sent);
  } catch {
    return sent;
  }
};

/** Lists that older docs show as the one object in them (users of beforeUserRegister). */
export const listFromObject: Converter = (sent) => (isRecord(sent) ? [sent] : sent);

/** Integers that older docs show as text (seq of afterRevokeMsg). */
export const integerFromText: Converter = (sent) =>
  typeof sent === 'string' && /^-?\d+$/.test(sent) ? Number(sent) : sent;

/** Optional values that older docs show as `{"value": x}`; OpenIM sends `x` or `null`. */
export const valueFromWrapper: Converter = (sent) =>
  isRecord(sent) && Object.hasOwn(sent, 'value') ? sent['value'] : sent;
