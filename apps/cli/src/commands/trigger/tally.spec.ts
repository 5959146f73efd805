import { interpretReply, type SendResult } from 'openim-sender';
import { Tally } from './tally.js';

function result(reply: string, milliseconds: number, key = 'beforeSetFriendRemark'): SendResult {
  const outcome = interpretReply(key, {}, reply);
  return { command: key, request: null, redirects: [], status: 200, replyText: reply, outcome, milliseconds };
}

const refusal = (code: number): string =>
  `{"nextCode":1,"errCode":${String(code)},"errMsg":"no ${String(code)}"}`;

describe('Tally', () => {
  it('groups by verdict', () => {
    const tally = new Tally();
    const results = [
      result('{}', 1),
      result(refusal(2), 2),
      result('{}', 3),
      result(refusal(1), 4),
      result(refusal(2), 5),
    ];
    for (const each of results) tally.add(each);
    expect(tally.groups).toEqual([
      { verdict: 'allowed', milliseconds: [1, 3], codes: [], reason: undefined },
      { verdict: 'refused', milliseconds: [2, 4, 5], codes: [2, 1], reason: 'no 2' },
    ]);
    expect([tally.count, tally.first]).toEqual([5, results[0]]);
    expect(tally.meanMilliseconds).toBe(3);
  });

  it('counts notes', () => {
    const tally = new Tally();
    tally.add(result('{"foo":1}', 1));
    tally.add(result('{"foo":1,"bar":2}', 1));
    expect([...tally.notes]).toEqual([
      ['unknown field "foo" is ignored', 2],
      ['unknown field "bar" is ignored', 1],
    ]);
  });

  it('has no mean latency as long as nothing was answered', () => {
    const tally = new Tally();
    expect([tally.meanMilliseconds, tally.first, tally.count]).toEqual([undefined, undefined, 0]);
    const outcome = { kind: 'reported', delivered: false, readable: false, detail: '' } as const;
    tally.add({ ...result('', 2), status: null, outcome });
    expect(tally.meanMilliseconds).toBeUndefined();
    tally.add(result('{}', 4));
    expect(tally.meanMilliseconds).toBe(3);
  });
});
