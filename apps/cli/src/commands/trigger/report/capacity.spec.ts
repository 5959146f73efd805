import { sampleRun } from '../../../testing/sample-run.js';
import { capacityOf } from './capacity.js';

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
