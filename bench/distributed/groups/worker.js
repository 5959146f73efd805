import { Logger } from '@nestjs/common';
import { performance } from 'node:perf_hooks';
import process from 'node:process';
import { serve } from '../../lib/child.js';
import { groupContender, numbered } from './contenders.js';

Logger.overrideLogger(['error', 'fatal']);

/** @type {{ key: string, number: number, at: number }[]} */
const calls = [];
/** @type {() => void} */
let told = () => {};

/**
 * The last event of each key must come after those before it.
 *
 * @param {typeof calls} done
 */
function outOfOrder(done) {
  /** @type {Map<string, number>} */
  const last = new Map();
  return done.filter(({ key, number }) => {
    const before = last.get(key) ?? -1;
    last.set(key, Math.max(before, number));
    return number < before;
  }).length;
}

serve({
  /** @param {{ contender: string, port: number, events: number, keys: number }} task */
  fill({ contender, port, events, keys }) {
    const all = Array.from({ length: events }, (_, number) => ({
      ...numbered(number),
      orderingKey: `key-${number % keys}`,
    }));
    return groupContender(contender).fill(port, all);
  },

  /**
   * Begins to deliver. The first event of one key can be made to fail, or never to end.
   *
   * @param {{ contender: string, port: number, failing?: string, stuck?: number }} task
   */
  deliver({ contender, port, failing, stuck }) {
    return groupContender(contender).deliver(port, async (key, number) => {
      if (key === failing) throw new Error('fails');
      calls.push({ key, number, at: performance.now() });
      told();
      if (number === stuck) await new Promise(() => undefined);
    });
  },

  /** @param {{ count: number }} task */
  async wait({ count }) {
    while (calls.length < count) await new Promise((resolve) => (told = () => resolve(undefined)));
    const seconds = ((calls.at(-1)?.at ?? 0) - (calls[0]?.at ?? 0)) / 1000;
    const { user, system } = process.cpuUsage();
    return {
      perSecond: count / seconds,
      outOfOrder: outOfOrder(calls),
      cpuMicroseconds: (user + system) / count,
    };
  },

  calls: () => calls,
});
