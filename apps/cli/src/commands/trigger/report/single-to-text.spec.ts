import { createPaint } from '../../../output/paint.js';
import { TestOutput } from '../../../testing/run-cli.js';
import { sampleResult } from '../../../testing/sample-run.js';
import { resolveCommand } from '../../resolve-command.js';
import { singleToText } from './single-to-text.js';

function lines(key: string, reply: string | null, colours = false): string[] {
  const paint = createPaint(new TestOutput(colours), {});
  return singleToText(resolveCommand(key), sampleResult(key, reply, 12.34), paint).split('\n');
}

describe('singleToText', () => {
  it('tells what went out, what came back and what OpenIM makes of it', () => {
    expect(lines('afterUserOnline', '{"a":1}\n')).toEqual([
      '-> POST http://user:***@h/cb/callbackAfterUserOnlineCommand (7 bytes, operationID "op-1")',
      '<- 200 (8 bytes, 12.3 ms)',
      '   {"a":1}',
      'REPORTED',
      '  OpenIM could read the answer, and throws it away',
      '',
    ]);
  });

  it('masks passwords in details', () => {
    expect(lines('afterUserOnline', null).slice(1, 4)).toEqual([
      '<- no answer, after 12.3 ms',
      'LOST, there is no answer',
      '  reset, post url=http://user:***@h/cb/callbackAfterUserOnlineCommand',
    ]);
  });

  it('leaves an empty answer out, and lets no answer steer the terminal', () => {
    expect(lines('beforeAddFriend', '')[2]).toBe('REFUSED with 90007 DataError');
    expect(lines('beforeAddFriend', '{"nextCode":1,"errCode":5001,"errMsg":"\\u001b[2J"}')[3]).toBe(
      'REFUSED with 5001 \\u001b[2J',
    );
  });

  it('colours the verdict', () => {
    expect(lines('afterUserOnline', '{}', true)[3]).toBe('\u001b[1m\u001b[32mREPORTED\u001b[39m\u001b[22m');
  });

  it('does without a request that could not be made', () => {
    const result = { ...sampleResult('afterUserOnline', null, 1), request: null };
    const paint = createPaint(new TestOutput(), {});
    expect(singleToText(resolveCommand('afterUserOnline'), result, paint)).toMatch(/^<- no answer/);
  });
});
