import type { AcceptedEvent } from '../../accepted-event.js';
import { amount, count, numberProblems, refuseProblems } from '../../inbox-options.js';
import type { Inbox } from '../../inbox.js';
import { ScheduledInbox, type ScheduledInboxOptions } from '../../scheduled-inbox.js';
import { unknownNames } from '../../option-names.js';
import { MemoryStorage } from './memory-storage.js';

/** Bounds of the memory inbox. */
export interface MemoryInboxOptions extends ScheduledInboxOptions {
  /** Milliseconds in which a repeated event is suppressed; 0 for none. @default 600000 (10 minutes) */
  readonly duplicateWindow?: number;
  /** Dead letters that are kept, the latest. @default 1000 */
  readonly maxDeadLetters?: number;
  /** Bytes of the dead letters' bodies that are kept. @default 16777216 (16 MiB) */
  readonly maxDeadLetterBytes?: number;
}

/** The options with every default in place. */
export type MemoryInboxSettings = Required<MemoryInboxOptions>;

/**
 * Fills in the defaults.
 *
 * @throws {Error} for a number that cannot be
 */
export function withDefaults(options: MemoryInboxOptions): MemoryInboxSettings {
  const settings: MemoryInboxSettings = {
    maxEvents: options.maxEvents ?? 10_000,
    maxBytes: options.maxBytes ?? 64 * 1024 * 1024,
    concurrency: options.concurrency ?? 16,
    // Nobody else can have its events or deliver them.
    role: options.role ?? 'both',
    duplicateWindow: options.duplicateWindow ?? 600_000,
    maxDeadLetters: options.maxDeadLetters ?? 1000,
    maxDeadLetterBytes: options.maxDeadLetterBytes ?? 16 * 1024 * 1024,
  };
  const rules = { duplicateWindow: amount(0), maxDeadLetters: count(0), maxDeadLetterBytes: amount(0) };
  refuseProblems('memoryInbox', [...unknownNames(options, settings), ...numberProblems(settings, rules)]);
  return settings;
}

/**
 * The inbox that needs nothing: events wait in memory, bounded, in order per key. A crash or a kill loses what
 * has not been delivered.
 */
export class MemoryInbox extends ScheduledInbox<AcceptedEvent> {
  /** @throws {Error} for options that cannot be */
  constructor(options: MemoryInboxOptions = {}) {
    const settings = withDefaults(options);
    super('memoryInbox', new MemoryStorage(settings), settings);
  }
}

/**
 * The memory inbox, for apps that may lose events when they crash.
 *
 * @throws {Error} for options that cannot be
 */
export const memoryInbox = (options?: MemoryInboxOptions): Inbox => new MemoryInbox(options);
