import type { Call } from '../../processes/checks/deliveries.js';
import { explain } from './explain.js';

const SECOND = 1_000_000;

const call = (app: string, second: number): Call => ({
  app,
  listener: 'read',
  number: 1,
  key: 'k',
  eventID: 'e',
  from: second * SECOND,
  to: second * SECOND + 5,
  took: true,
});

const nothing = { killed: new Map<string, number>(), outages: [] };

describe('a repeated delivery', () => {
  const first = call('one', 10);
  const calls = [first, call('two', 20)];

  it('is explained by the kill of the replica that delivered first, right after', () => {
    const killed = new Map([['one', 10.4 * SECOND]]);
    const explanation = { byReplica: 1, byRedis: 0, unexplained: [], byChance: 0.5 };
    expect(explain(calls, { ...nothing, killed })).toEqual(explanation);
  });

  it('is explained by a kill of Redis, right after the first delivery', () => {
    const outages = [{ from: 10.4 * SECOND, to: 12 * SECOND }];
    const explanation = { byReplica: 0, byRedis: 1, unexplained: [], byChance: 0.5 };
    expect(explain(calls, { ...nothing, outages })).toEqual(explanation);
  });

  it.each([
    ['without any kill', nothing],
    ['when another replica was killed', { ...nothing, killed: new Map([['two', 10.4 * SECOND]]) }],
    ['when the replica was killed long after', { ...nothing, killed: new Map([['one', 11 * SECOND]]) }],
    ['when Redis was away long before', { ...nothing, outages: [{ from: 1, to: 9 * SECOND }] }],
    ['when Redis was away long after', { ...nothing, outages: [{ from: 11 * SECOND, to: 12 * SECOND }] }],
  ])('is not explained %s', (_when, kills) => {
    expect(explain(calls, kills).unexplained).toEqual([first]);
  });
});

it('what was delivered once needs no explanation', () => {
  expect(explain([call('one', 1)], nothing)).toEqual({
    byReplica: 0,
    byRedis: 0,
    unexplained: [],
    byChance: 0,
  });
});
