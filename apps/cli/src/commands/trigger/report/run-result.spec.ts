import { sampleRun } from '../../../testing/sample-run.js';
import { exitCodeOfRun, capacityOf } from './run-result.js';

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

describe('capacityOf', () => {
  it('is 2/L for after callbacks', () => {
    const run = sampleRun({
      key: 'afterUserOnline',
      results: [
        ['{}', 10],
        ['{}', 30],
      ],
    });
    expect(capacityOf(run)).toEqual({ callbacksPerSecond: 100, limit: '2 workers', meanMilliseconds: 20 });
  });

  it('is 100/L for before callbacks', () => {
    const run = sampleRun({ key: 'beforeAddFriend', results: [['{}', 20]] });
    expect(capacityOf(run)).toMatchObject({ callbacksPerSecond: 5000, limit: '100 connections' });
  });

  it('is unknown when nothing was answered', () => {
    expect(capacityOf(sampleRun({ key: 'afterUserOnline', results: [[null, 1]] }))).toBeUndefined();
    expect(capacityOf(sampleRun({ key: 'afterUserOnline', results: [] }))).toBeUndefined();
  });
});
