import type { AcceptedEvent } from '../../accepted-event.js';
import { eventually } from '../../inbox-suite/eventually.js';
import { numberOf, suiteEvent } from '../../inbox-suite/suite-event.js';
import { SuiteTarget } from '../../inbox-suite/suite-target.js';
import { MemoryInbox } from '../memory/memory-inbox.js';
import { EngineAwayError } from './append-queue.js';
import { Spill } from './spill.js';

/** A spill before an engine that is away until it is said to be back. */
class Bench {
  readonly inbox = new MemoryInbox({ concurrency: 2 });
  /** The numbers of the events that the engine was asked to take. */
  readonly asked: number[] = [];
  readonly taken: AcceptedEvent[] = [];
  away = true;
  readonly spill = new Spill({
    inbox: this.inbox,
    target: new SuiteTarget(),
    forward: (event) => this.forward(event),
    limit: 100,
  });

  private async forward(event: AcceptedEvent): Promise<void> {
    this.asked.push(numberOf(event));
    if (this.away) throw new EngineAwayError('away');
    this.taken.push(event);
  }
}

describe('what is spilled', () => {
  let bench: Bench;

  beforeEach(async () => {
    bench = new Bench();
    await bench.spill.start();
    for (let number = 0; number < 20; number++) {
      const wishes = { key: `key ${number % 10}`, idempotencyKey: `once ${number}` };
      await bench.spill.append(suiteEvent(number, wishes));
    }
  });

  afterEach(() => bench.inbox.close());

  it('asks an engine that is away for as many events as are delivered side by side, whatever waits', async () => {
    await eventually(() => expect(bench.asked.length).toBeGreaterThan(2));
    expect([...new Set(bench.asked)]).toEqual([0, 1]);
  });

  it('is given to the engine when it is back, in order per key, with what tells repetitions', async () => {
    await eventually(() => expect(bench.asked.length).toBeGreaterThanOrEqual(2));
    bench.away = false;
    await eventually(() => expect(bench.taken).toHaveLength(20));
    for (let key = 0; key < 10; key++) {
      const ofKey = bench.taken.filter(({ orderingKey }) => orderingKey === `key ${key}`);
      expect(ofKey.map(numberOf)).toEqual([key, key + 10]);
    }
    expect(bench.taken.every((event) => event.idempotencyKey === `once ${numberOf(event)}`)).toBe(true);
    expect(bench.spill.isBefore(suiteEvent(0, { key: 'key 0' }))).toBe(false);
  });
});
