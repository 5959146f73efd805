import { deepStrictEqual } from 'node:assert/strict';
import { plainToInstance } from 'class-transformer';
import { validateSync } from 'class-validator';
import { InvalidEventError, readEvent } from '../../libs/openim-callback/dist/esm/contract/index.js';
import { describeErrors } from '../../libs/openim-callback/dist/esm/contract/read-event.js';
import { readFields } from '../../libs/openim-callback/dist/esm/contract/read-fields.js';

/** @import { OpenImEvent } from '../../libs/openim-callback/dist/esm/contract/index.js' */
/** @import { Sample } from './bodies.js' */

/** @typedef {(type: new () => OpenImEvent, body: Readonly<Record<string, unknown>>) => OpenImEvent} Reader */

/**
 * The library, if it had class-validator look at every event.
 *
 * @type {Reader}
 */
const askingClassValidator = (type, body) => checked(readFields(type, body));

/**
 * What Nest's `ValidationPipe({ transform: true })` does with a body; strangers are left behind, as by the others.
 *
 * @type {Reader}
 */
const asValidationPipe = (type, body) =>
  checked(plainToInstance(type, body, { excludeExtraneousValues: true, exposeUnsetFields: false }));

/** @param {OpenImEvent} event */
function checked(event) {
  const errors = validateSync(event, { forbidUnknownValues: true });
  if (errors.length > 0) throw new InvalidEventError(event.callbackCommand, describeErrors(errors));
  return event;
}

/** Ways to make a checked event of a parsed body; the first is the library's own. @type {Readonly<Record<string, Reader>>} */
export const readers = {
  'the library': readEvent,
  'class-validator each time': askingClassValidator,
  'as ValidationPipe': asValidationPipe,
};

/** What takes a field's place to see whether all turn it down with the same words. */
const WRONG = [1.5, 'text', true, [], [1, 'two', null], {}, [{}], [{ userID: 1 }], 2 ** 53, null, undefined];

/**
 * Makes sure that a sample, and the sample with each field in turn replaced by something else, comes to the same
 * event or the same messages whoever reads it.
 *
 * @param {Sample} sample
 * @returns {number} how many bodies were compared
 */
export function compareReaders({ type, body }) {
  const wrong = Object.keys(body).flatMap((name) => WRONG.map((value) => ({ ...body, [name]: value })));
  const bodies = [body, ...wrong];
  for (const each of bodies) {
    deepStrictEqual(outcome(readEvent, type, each), outcome(askingClassValidator, type, each));
  }
  deepStrictEqual(readEvent(type, body), asValidationPipe(type, body));
  return bodies.length;
}

/** @param {Reader} reader @param {Sample['type']} type @param {Sample['body']} body */
function outcome(reader, type, body) {
  try {
    return reader(type, body);
  } catch (error) {
    if (error instanceof InvalidEventError) return error.problems;
    throw error;
  }
}
