import { headWith } from '../../../../test/support/intake-fixture.js';
import { factsOf } from './callback-facts.js';

const raw = Buffer.from('{}');
const facts = (headers: Record<string, string | string[]>, body: Record<string, unknown> = {}) =>
  factsOf({ head: headWith({ headers }), pathCommand: 'callbackX', query: 'key=a' }, 'callbackX', body, raw);

describe('the facts of a callback', () => {
  it('are what arrived, as it arrived', () => {
    const body = { a: 1 };
    const before = Date.now();
    const { id, receivedAt, ...rest } = facts({ operationid: 'op-1' }, body);
    expect(rest).toEqual({ command: 'callbackX', operationID: 'op-1', query: 'key=a', raw, body });
    expect(rest.raw).toBe(raw);
    expect(rest.body).toBe(body);
    expect(id).toMatch(/^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/);
    expect(receivedAt).toBeGreaterThanOrEqual(before);
    expect(receivedAt).toBeLessThanOrEqual(Date.now());
  });

  it('have an id of their own each time', () => {
    expect(facts({}).id).not.toBe(facts({}).id);
  });

  it.each([
    ['the header', { operationid: 'header' }, {}, 'header'],
    ['the header before the body', { operationid: 'header' }, { operationID: 'body' }, 'header'],
    ['the body when the header is empty', { operationid: '' }, { operationID: 'body' }, 'body'],
    ['the body when there is no header', {}, { operationID: 'body' }, 'body'],
    ['nowhere', {}, {}, ''],
    ['nowhere when it is no text', {}, { operationID: 5 }, ''],
  ])('take the operation id from %s', (_where, headers, body, operationID) => {
    expect(facts(headers, body).operationID).toBe(operationID);
  });
});
