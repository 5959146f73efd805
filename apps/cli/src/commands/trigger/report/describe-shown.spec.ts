import type { ShownToUser } from 'openim-sender';
import { describeShown } from './describe-shown.js';

const error: ShownToUser = { as: 'error', code: 5001, msg: 'no', detail: '', logsOut: false };

describe('describeShown', () => {
  it('tells who sees which error', () => {
    expect(describeShown(error, 'sender')).toEqual(['the sender of the message sees error 5001 no']);
    expect(describeShown({ ...error, msg: '' }, 'caller')).toEqual(['the caller sees error 5001']);
  });

  it('tells who sees the detail, once', () => {
    const detailed = { ...error, detail: 'why' };
    expect(describeShown(detailed, 'caller')[1]).toBe('and the detail: why');
    expect(describeShown(detailed, 'sender')[1]).toBe('and, over REST only, the detail: why');
    expect(describeShown(detailed, 'caller', 'why')[1]).toBe('and that detail');
    expect(describeShown(detailed, 'sender', 'why')[1]).toBe('and, over REST only, that detail');
  });

  it('warns of the codes that log users out', () => {
    expect(describeShown({ ...error, code: 1501, logsOut: true }, 'caller').at(-1)).toContain(
      'logs the user out',
    );
  });

  it('tells of refusals that look like success, and of those that nobody sees', () => {
    const none = { code: 0, msg: '', detail: '', logsOut: false };
    expect(describeShown({ as: 'success', ...none }, 'caller')).toEqual([
      'the caller believes that it succeeded, because errCode 0 means success',
    ]);
    expect(describeShown({ as: 'nothing', ...none }, 'nobody')).toEqual([
      "nobody is told; there is a warning in OpenIM's log",
    ]);
  });
});
