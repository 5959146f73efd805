import { sampleRun } from '../../../testing/sample-run.js';
import { exitCodeOfRun } from './run-result.js';

const burst = { delivered: 1, failed: 1, dropped: 0, heldMilliseconds: 0, longestHeldMilliseconds: 0 };
const mixed = { key: 'afterUserOnline', results: [['{}', 1] as const, [null, 1] as const] };

describe('exitCodeOfRun', () => {
  it('follows the outcomes', () => {
    expect(exitCodeOfRun(sampleRun({ key: 'afterUserOnline', results: [['{}', 1]] }))).toBe(0);
    expect(exitCodeOfRun(sampleRun({ key: 'beforeAddFriend', results: [['{"nextCode":1}', 1]] }))).toBe(1);
    expect(exitCodeOfRun(sampleRun({ ...mixed, burst }))).toBe(3);
  });

  it('prefers drops to failures and Ctrl-C to all', () => {
    const dropping = { ...mixed, burst: { ...burst, dropped: 1 } };
    expect(exitCodeOfRun(sampleRun(dropping))).toBe(4);
    expect(exitCodeOfRun(sampleRun({ ...dropping, interrupted: true }))).toBe(130);
  });
});
