import type { SqliteInboxOptions } from 'nestjs-openim-callback';
import { InboxFullError, SqliteInbox } from 'nestjs-openim-callback/inbox';
import { eventually, Gate } from '../../../libs/openim-callback/src/delivery/inbox-suite/eventually.js';
import {
  suiteEvent,
  type EventWishes,
} from '../../../libs/openim-callback/src/delivery/inbox-suite/suite-event.js';
import { SuiteTarget } from '../../../libs/openim-callback/src/delivery/inbox-suite/suite-target.js';

export { eventually, Gate };

/** Events that may be held, few enough to fill. */
export const MAX_HELD = 20;

/** A SQLite inbox with a listener, quick to notice faults, and a book of what it has accepted. */
export class FaultBench {
  readonly stored: number[] = [];
  readonly held: number[] = [];
  readonly refused: number[] = [];
  readonly target = new SuiteTarget();
  readonly inbox: SqliteInbox;
  private gate = new Gate();
  private last = 0;

  constructor(options: SqliteInboxOptions) {
    this.inbox = new SqliteInbox({ maxHeld: MAX_HELD, lease: 300, pollInterval: 20, ...options });
    this.gate.open();
    this.target.on('listener', () => this.gate.passed);
  }

  async start(): Promise<this> {
    await this.inbox.start(this.target);
    return this;
  }

  /** Lets the listener hang from now on. */
  pause(): void {
    this.gate = new Gate();
  }

  /** Lets the listener go on. */
  resume(): void {
    this.gate.open();
  }

  /** Appends so many events, one after the other, and notes what was said of each. */
  async append(count: number, wishes: EventWishes = { key: 'k' }): Promise<void> {
    for (let i = 0; i < count; i++) {
      const number = ++this.last;
      try {
        const said = await this.inbox.append(suiteEvent(number, wishes));
        this[said].push(number);
      } catch (error) {
        if (!(error instanceof InboxFullError)) throw error;
        this.refused.push(number);
      }
    }
  }

  /** What was accepted, stored or held. */
  get accepted(): number[] {
    return [...this.stored, ...this.held].toSorted((a, b) => a - b);
  }

  /** The numbers that were delivered, each once, in the order they were first delivered. */
  get delivered(): number[] {
    return [...new Set(this.target.numbers())];
  }

  /** The last that was told of the storage. */
  get told(): string | undefined {
    return this.target.problems.at(-1);
  }

  /** Waits until the storage has been said to fail, with that text. */
  async untilFailing(text: RegExp): Promise<void> {
    await eventually(() => expect(this.told).toMatch(text));
    await eventually(async () => {
      const { healthy, problem } = await this.inbox.state();
      expect(healthy).toBe(false);
      expect(problem).toMatch(text);
    });
  }

  /** Waits until everything is well, written and delivered. */
  async untilWell(): Promise<void> {
    await eventually(async () => {
      expect(await this.inbox.state()).toMatchObject({
        healthy: true,
        problem: undefined,
        held: 0,
        pending: 0,
      });
    });
  }
}

/** A storage that fails for a while. */
export interface Outage {
  readonly file: string;
  readonly options?: Partial<SqliteInboxOptions>;
  readonly begin: () => void | Promise<void>;
  readonly end: () => void | Promise<void>;
  /** What must be said of it. */
  readonly problem: RegExp;
}

/**
 * The documented behaviour while the storage fails: one clear text, events held up to the bound, then refused;
 * afterwards everything that was accepted is stored and delivered, in order.
 */
export async function expectOutageSurvived(outage: Outage): Promise<void> {
  const bench = await new FaultBench({ file: outage.file, ...outage.options }).start();
  try {
    await bench.append(3);
    await bench.untilWell();
    bench.pause();
    await bench.append(5);
    expect(bench.stored).toHaveLength(8);

    await outage.begin();
    await bench.append(1);
    await bench.untilFailing(outage.problem);
    await bench.append(MAX_HELD + 5);
    expect(bench.held).toHaveLength(MAX_HELD);
    expect(bench.refused.length).toBeGreaterThan(0);
    expect((await bench.inbox.state()).held).toBe(MAX_HELD);
    expect(bench.target.problems).toHaveLength(1);

    await outage.end();
    await eventually(() => expect(bench.told).toBeUndefined());
    expect(bench.target.problems).toHaveLength(2);
    bench.resume();
    await bench.untilWell();
    expect(bench.delivered).toEqual(bench.accepted);
    await bench.append(1);
    expect(bench.stored).toContain(bench.accepted.at(-1));
    await bench.untilWell();
  } finally {
    bench.resume();
    await bench.inbox.drain(1000);
    await bench.inbox.close();
  }
  const again = await new FaultBench({ file: outage.file }).start();
  try {
    expect(await again.inbox.state()).toMatchObject({ healthy: true, pending: 0, deadLetters: 0 });
    expect(again.target.numbers()).toEqual([]);
  } finally {
    await again.inbox.close();
  }
}
