import { sampleResult, sampleRun } from '../../../testing/sample-run.js';
import { singleToJson, summaryToJson } from './to-json.js';

const command = { command: 'callbackAfterUserOnlineCommand', key: 'afterUserOnline', phase: 'after' };

describe('singleToJson', () => {
  it('has everything, passwords masked', () => {
    const run = sampleRun({ key: 'afterUserOnline', results: [[null, 1]] });
    const url = 'http://user:***@h/cb/callbackAfterUserOnlineCommand';
    expect(singleToJson(run, sampleResult('afterUserOnline', null, 1))).toEqual({
      mode: 'single',
      ...command,
      request: { method: 'POST', url, operationID: 'op-1', bytes: 7, body: '{"a":1}' },
      answer: null,
      milliseconds: 1,
      verdict: 'no answer',
      outcome: { kind: 'reported', delivered: false, readable: false, detail: `reset, post url=${url}` },
      exitCode: 3,
    });
  });

  it('tells the answer in bytes and text', () => {
    const run = sampleRun({ key: 'afterUserOnline', results: [['{"a":"你"}', 1]] });
    expect(singleToJson(run, sampleResult('afterUserOnline', '{"a":"你"}', 1))).toMatchObject({
      answer: { status: 200, bytes: 11, text: '{"a":"你"}' },
      exitCode: 0,
    });
  });

  it('keeps lists and bigints of the outcome', () => {
    const run = sampleRun({ key: 'beforeAddFriend', results: [['{}', 1]] });
    const applied = { list: ['http://a:b@h'], large: 9007199254740993n, none: null };
    const outcome = { kind: 'allowed', applied, laterError: null, notes: [] } as const;
    expect(singleToJson(run, { ...sampleResult('beforeAddFriend', '{}', 1), outcome })).toMatchObject({
      outcome: { applied: { list: ['http://a:***@h'], large: 9007199254740993n, none: null } },
    });
  });
});

describe('summaryToJson', () => {
  it('has everything', () => {
    const burst = {
      delivered: 2,
      failed: 1,
      dropped: 1,
      heldMilliseconds: 3000,
      longestHeldMilliseconds: 3000,
    };
    const run = sampleRun({
      key: 'afterUserOnline',
      count: 4,
      results: [
        ['{}', 1],
        ['{}', 2],
        [null, 3],
      ],
      burst,
    });
    expect(summaryToJson(run)).toEqual({
      mode: 'burst',
      ...command,
      url: 'http://user:***@h/cb',
      count: 4,
      finished: 3,
      interrupted: false,
      elapsedMilliseconds: 12,
      outcomes: [
        { outcome: 'reported', count: 2, p50: 1, p99: 2, max: 2, codes: [], reason: null },
        {
          outcome: 'no answer',
          count: 1,
          p50: 3,
          p99: 3,
          max: 3,
          codes: [90004],
          reason: 'reset, post url=http://user:***@h/cb/callbackAfterUserOnlineCommand',
        },
      ],
      notes: {},
      capacity: { callbacksPerSecond: 1000, limit: '2 workers', meanMilliseconds: 2 },
      queue: burst,
      exitCode: 4,
    });
  });

  it('says null for what there is not', () => {
    const run = sampleRun({ key: 'afterUserOnline', count: 2, results: [], interrupted: true });
    expect(summaryToJson(run)).toMatchObject({
      mode: 'many',
      outcomes: [],
      capacity: null,
      queue: null,
      exitCode: 130,
    });
  });
});
