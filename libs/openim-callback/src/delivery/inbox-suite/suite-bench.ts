import assert from 'node:assert/strict';
import type { Inbox, InboxRole } from '../inbox.js';
import { eventually } from './eventually.js';
import { suiteEvent, type EventWishes } from './suite-event.js';
import { SuiteTarget } from './suite-target.js';

/** What the suite has to know of an implementation. */
export interface InboxSuiteOptions {
  /** Makes an inbox with nothing in it that delivers so many events side by side. */
  create(concurrency: number): Inbox | Promise<Inbox>;
  /**
   * Makes an inbox on what the one that was created last has stored; that one is closed by then. Leave it out
   * when an implementation promises nothing beyond its process.
   */
  reopen?(): Inbox | Promise<Inbox>;
  /**
   * Makes an inbox on what the one that was made last has stored, as after the end of its process: nothing that one
   * still does reaches the storage. Leave it out when an implementation promises nothing beyond its process.
   */
  crash?(): Inbox | Promise<Inbox>;
  /** Makes an inbox with nothing in it and that role. Leave it out when an implementation has none. */
  createWith?(role: InboxRole): Inbox | Promise<Inbox>;
}

/** One test: it passes when `run` resolves. */
export interface InboxCase {
  readonly name: string;
  readonly run: () => Promise<void>;
}

/** What a case works with: a started inbox and its listeners. */
export class SuiteBench {
  target = new SuiteTarget();

  private constructor(
    private readonly options: InboxSuiteOptions,
    public inbox: Inbox,
  ) {}

  /** Makes a case of a test. */
  static case(
    options: InboxSuiteOptions,
    name: string,
    test: (bench: SuiteBench) => Promise<void>,
    concurrency = 8,
  ): InboxCase {
    const run = async (): Promise<void> => {
      await SuiteBench.run(options, await options.create(concurrency), test);
    };
    return { name, run };
  }

  /** Makes a case of a test of an inbox with a role. */
  static roleCase(
    options: InboxSuiteOptions,
    role: InboxRole,
    name: string,
    test: (bench: SuiteBench) => Promise<void>,
  ): InboxCase[] {
    if (!options.createWith) return [];
    const create = options.createWith.bind(options);
    return [{ name, run: async () => SuiteBench.run(options, await create(role), test) }];
  }

  private static async run(
    options: InboxSuiteOptions,
    inbox: Inbox,
    test: (bench: SuiteBench) => Promise<void>,
  ): Promise<void> {
    const bench = new SuiteBench(options, inbox);
    await inbox.start(bench.target);
    try {
      await test(bench);
    } finally {
      await bench.inbox.close();
    }
  }

  /** Appends an event of that number. */
  async append(number: number, wishes?: EventWishes): Promise<void> {
    await this.inbox.append(suiteEvent(number, wishes));
  }

  /** Appends the events of several numbers, one after the other. */
  async appendAll(numbers: readonly number[], wishes?: EventWishes): Promise<void> {
    for (const number of numbers) await this.append(number, wishes);
  }

  /** Waits until nothing is pending. */
  async settled(): Promise<void> {
    await eventually(async () => assert.equal((await this.inbox.state()).pending, 0));
  }

  /** Ends the inbox as an app does and starts one on the same storage, with new listeners. */
  async restart(prepare: (target: SuiteTarget) => void): Promise<void> {
    await this.inbox.drain(50);
    await this.inbox.close();
    this.target = new SuiteTarget();
    prepare(this.target);
    if (!this.options.reopen) throw new Error('this inbox cannot be opened again');
    this.inbox = await this.options.reopen();
    await this.inbox.start(this.target);
  }

  /** Ends the process of the inbox in the middle of what it does, and starts another, with new listeners. */
  async crash(prepare: (target: SuiteTarget) => void): Promise<void> {
    if (!this.options.crash) throw new Error('this inbox cannot be opened again');
    const { inbox } = this;
    this.inbox = await this.options.crash();
    this.target = new SuiteTarget();
    prepare(this.target);
    await this.inbox.start(this.target);
    await inbox.close();
  }
}
