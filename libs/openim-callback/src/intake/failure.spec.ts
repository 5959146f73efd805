import { headWith } from '../../../../test/support/intake-fixture.js';
import type { AdmittedRequest } from './request.js';
import { toUnusableCallback } from './failure.js';

const raw = Buffer.from('{"broken"');
const unusable = (request: Partial<AdmittedRequest> = {}, command: string | undefined = 'callbackX') =>
  toUnusableCallback(
    {
      head: headWith({ target: '/s3cret-path/callbackX?a=b' }),
      pathCommand: 'callbackX',
      query: '',
      ...request,
    },
    command,
    { reason: 'bad-json', detail: 'the body is not JSON' },
    raw,
  );

describe('what is kept of a callback that could not be used', () => {
  it('is everything that arrived, and why', () => {
    const before = Date.now();
    const { id, receivedAt, ...kept } = unusable({ query: 'a=b' });
    expect(kept).toEqual({
      command: 'callbackX',
      reason: 'bad-json: the body is not JSON',
      operationID: 'op-1',
      query: 'a=b',
      headers: { operationid: 'op-1', 'content-type': 'application/json; charset=utf-8' },
      raw,
    });
    expect(id).not.toBe(unusable().id);
    expect(receivedAt).toBeGreaterThanOrEqual(before);
  });

  it.each([
    ['callbackX', ''],
    ['callbackX', 'key=abc'],
    [undefined, ''],
    [undefined, 'key=abc/callbackX'],
  ])('has the query of %s and %j, and no path, which may hold the secret', (pathCommand, query) => {
    expect(unusable({ pathCommand, query }).query).toBe(query);
    expect(JSON.stringify(unusable({ pathCommand, query }))).not.toContain('s3cret-path');
  });

  it('has no credentials', () => {
    const headers = {
      authorization: 'Basic c2VjcmV0',
      'proxy-authorization': 'Basic c2VjcmV0',
      cookie: 'session=c2VjcmV0',
      'x-forwarded-for': '10.0.0.1',
    };
    expect(unusable({ head: headWith({ headers }) }).headers).toEqual({ 'x-forwarded-for': '10.0.0.1' });
  });

  it('has the operation id of the header, the first of several, or none', () => {
    const idOf = (headers: AdmittedRequest['head']['headers']) =>
      unusable({ head: headWith({ headers }) }).operationID;
    expect(idOf({ operationid: ['op-2', 'op-3'] })).toBe('op-2');
    expect(idOf({})).toBe('');
  });

  it('has one text for each header', () => {
    const headers = { 'set-cookie': ['a=1', 'b=2'], accept: undefined };
    expect(unusable({ head: headWith({ headers }) }).headers).toEqual({
      'set-cookie': 'a=1, b=2',
      accept: '',
    });
  });
});
