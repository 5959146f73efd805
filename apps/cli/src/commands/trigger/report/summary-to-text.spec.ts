import { createPaint } from '../../../output/paint.js';
import { TestOutput } from '../../../testing/run-cli.js';
import { sampleRun, type SampleRun } from '../../../testing/sample-run.js';
import { summaryToText } from './summary-to-text.js';

function lines(run: SampleRun): string[] {
  return summaryToText(sampleRun(run), createPaint(new TestOutput(), {})).split('\n');
}

describe('summaryToText', () => {
  it('is a table of outcomes and what OpenIM could send', () => {
    const refusal = '{"nextCode":1,"errCode":5001,"errMsg":"no"}';
    expect(
      lines({
        key: 'beforeAddFriend',
        results: [
          ['{}', 1],
          [refusal, 3],
          ['{"foo":1}', 2],
        ],
      }),
    ).toEqual([
      '3 callbackBeforeAddFriendCommand to http://user:***@h/cb, 4 at a time, in 12.0 ms',
      '',
      'outcome  count  p50 ms  p99 ms  max ms  codes',
      'allowed      2    1.00    2.00    2.00',
      'refused      1    3.00    3.00    3.00  5001',
      '',
      'refused: no',
      'warning (1): unknown field "foo" is ignored',
      'at 2.00 ms each, the 100 connections of one OpenIM process send 50000 callbacks/s',
      '',
    ]);
  });

  it('tells of a burst', () => {
    const burst = {
      delivered: 1,
      failed: 1,
      dropped: 3,
      heldMilliseconds: 9500,
      longestHeldMilliseconds: 3000,
    };
    const text = lines({
      key: 'afterUserOnline',
      count: 5,
      results: [
        ['{}', 1500],
        [null, 500],
      ],
      burst,
    });
    expect(text[0]).toMatch(/^5 callbackAfterUserOnlineCommand to .*, pushed at once, in/);
    expect(text).toContain('no answer: reset, post url=http://user:***@h/cb/callbackAfterUserOnlineCommand');
    expect(text.slice(-4)).toEqual([
      'queue: 1 delivered, 3 dropped, 1 failed',
      'pushes were held for 9.5 s all together, one for up to 3.0 s',
      'at 1.0 s each, the 2 workers of one OpenIM process send 2.0 callbacks/s',
      '',
    ]);
  });

  it('tells of a run that was interrupted, even before the first answer', () => {
    expect(lines({ key: 'afterUserOnline', count: 9, results: [], interrupted: true })).toEqual([
      'interrupted after 0 of 9 callbackAfterUserOnlineCommand to http://user:***@h/cb, 4 at a time, in 12.0 ms',
      '',
      '',
    ]);
  });
});
