import { setTimeout as sleep } from 'node:timers/promises';

/** @import { Child } from '../lib/child.js' */

const WITHIN_SECONDS = 30;
const STEP = 20;

/**
 * Waits until a rung's listener was called for everything that the load was answered.
 *
 * @param {Child} server
 * @param {Child} load
 * @throws {Error} when it was not
 */
export async function everythingHandled(server, load) {
  const { answered } = await load.ask('totals');
  let handled = await server.ask('handled');
  for (let waited = 0; handled < answered && waited < WITHIN_SECONDS * 1000; waited += STEP) {
    await sleep(STEP);
    handled = await server.ask('handled');
  }
  if (handled < answered) throw new Error(`${answered} answered, but only ${handled} handled`);
}
