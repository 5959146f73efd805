import { Logger } from '@nestjs/common';
import { performance } from 'node:perf_hooks';
import { bullmqInbox } from '../../../libs/openim-callback-bullmq/dist/esm/index.js';
import { acceptedEvent } from '../../lib/callbacks.js';
import { serve } from '../../lib/child.js';
import { workloads } from '../../lib/workloads.js';
import { benchTarget } from '../../inbox/contenders/target.js';

/** @import { AcceptedEvent, Inbox } from '../../../libs/openim-callback/dist/esm/inbox.js' */

Logger.overrideLogger(['error', 'fatal']);

/** Events on their way to Redis; fewer than the inbox may hold. */
const AT_ONCE = 2000;

/** @type {Inbox | undefined} */
let receiving;
let number = 0;

const { command, body, different } = workloads.message;
const messages = Array.from({ length: different }, (_, each) => body(each));

/** @type {Readonly<Record<string, (number: number) => AcceptedEvent>>} */
const events = {
  read: acceptedEvent,
  message: (each) => ({
    ...acceptedEvent(each),
    command,
    raw: messages[each % different] ?? acceptedEvent(each).raw,
  }),
};

serve({
  /** @param {{ port: number, kind: string, count: number, remember: number }} task */
  async fill({ port, kind, count, remember }) {
    if (!receiving) {
      receiving = bullmqInbox({ connection: { port }, role: 'receive', confirmWindow: remember });
      await receiving.start(benchTarget(true));
    }
    const inbox = receiving;
    const make = events[kind];
    if (!make) throw new RangeError(`no event ${kind}`);
    let left = count;
    const append = async () => {
      while (left-- > 0) {
        if ((await inbox.append(make(number++))) !== 'stored') throw new Error('Redis does not keep up');
      }
    };
    await Promise.all(Array.from({ length: AT_ONCE }, append));
  },

  /**
   * Delivers what waits; the times count from before the inbox connects.
   *
   * @param {{ port: number, count: number }} task
   */
  async deliver({ port, count }) {
    const inbox = bullmqInbox({ connection: { port }, role: 'deliver' });
    const start = performance.now();
    let first = 0;
    let delivered = 0;
    /** @type {(nothing?: undefined) => void} */
    let done = () => {};
    const allDelivered = new Promise((resolve) => (done = resolve));
    const deliver = () => {
      if (delivered++ === 0) first = performance.now();
      if (delivered === count) done();
      return undefined;
    };
    const revive = (/** @type {object} */ stored) => ({ ...acceptedEvent(0), ...stored });
    await inbox.start({ ...benchTarget(true), deliver, revive });
    await allDelivered;
    return {
      firstMilliseconds: first - start,
      perSecond: ((count - 1) * 1000) / (performance.now() - first),
    };
  },
});
