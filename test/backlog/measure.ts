// Measures an inbox in a process of its own: node measure.js '<Wanted as JSON>' prints a Measured as JSON.
import { readFileSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
import { sqliteInbox, type Inbox } from '../../libs/openim-callback/src/index.js';
import { readReceipt } from './backlog-events.js';
import { CountingTarget } from './counting-target.js';

/** What is to be measured. */
export interface Wanted {
  readonly file: string;
  readonly conversations: number;
  /** Seconds of appending beside the delivery; 0 for none. */
  readonly appendSeconds: number;
  /** Whether everything shall be delivered in the end. */
  readonly drain: boolean;
}

/** What was measured. */
export interface Measured {
  /** Milliseconds until the inbox was open. */
  readonly opened: number;
  /** Milliseconds from the opening's begin to the first delivery. */
  readonly firstDelivery: number;
  readonly appendsPerSecond: number;
  /** Milliseconds of the append in the middle, and of one in a hundred. */
  readonly appendMedian: number;
  readonly appendP99: number;
  /** Deliveries per second while nothing was appended. */
  readonly deliveriesPerSecond: number;
  readonly delivered: number;
  readonly mostInMemory: number;
  readonly disordered: number;
  /** Milliseconds of a question for the state. */
  readonly state: number;
  readonly peakRss: number;
  readonly problems: readonly string[];
}

const PRODUCERS = 16;

async function append(inbox: Inbox, { appendSeconds, conversations }: Wanted): Promise<number[]> {
  const times: number[] = [];
  const end = performance.now() + 1000 * appendSeconds;
  let number = 1e9;
  const produce = async (): Promise<void> => {
    while (performance.now() < end) {
      const before = performance.now();
      await inbox.append(readReceipt(++number, conversations));
      times.push(performance.now() - before);
    }
  };
  await Promise.all(Array.from({ length: PRODUCERS }, produce));
  return times.sort((one, other) => one - other);
}

async function until(condition: () => boolean | Promise<boolean>, every: number): Promise<number> {
  while (!(await condition())) await pause(every);
  return performance.now();
}

async function measure(wanted: Wanted): Promise<Measured> {
  const target = new CountingTarget();
  const inbox = sqliteInbox({ file: wanted.file });
  const began = performance.now();
  await inbox.start(target);
  const opened = performance.now();
  const hasBacklog = (await inbox.state()).pending > 0;
  const stated = performance.now();
  const first = hasBacklog ? await until(() => target.delivered > 0, 1) : performance.now();
  const times = await append(inbox, wanted);
  const before = target.delivered;
  const drainBegan = performance.now();
  // What is delivered is deleted a moment later.
  const drained = wanted.drain ? await until(async () => (await inbox.state()).pending === 0, 200) : 0;
  const rate = wanted.drain ? (1000 * (target.delivered - before)) / (drained - drainBegan) : NaN;
  await inbox.drain(1000);
  await inbox.close();
  const [, kilobytes = 'NaN'] = /VmHWM:\s+(\d+) kB/.exec(readFileSync('/proc/self/status', 'utf8')) ?? [];
  const { delivered, mostInMemory, disordered, problems } = target;
  return {
    opened: opened - began,
    firstDelivery: first - began,
    appendsPerSecond: times.length / Math.max(1, wanted.appendSeconds),
    appendMedian: times[Math.floor(times.length / 2)] ?? NaN,
    appendP99: times[Math.floor(times.length * 0.99)] ?? NaN,
    deliveriesPerSecond: rate,
    delivered,
    mostInMemory,
    disordered,
    state: stated - opened,
    peakRss: Number(kilobytes) * 1024,
    problems,
  };
}

console.log(JSON.stringify(await measure(JSON.parse(process.argv[2] ?? '{}') as Wanted)));
