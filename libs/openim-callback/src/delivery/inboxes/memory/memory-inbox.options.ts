import { amount, count, numberProblems, refuseProblems } from '../../inbox-options.js';

/** Bounds of the memory inbox. */
export interface MemoryInboxOptions {
  /** Events that may wait or run at a time. @default 10000 */
  readonly maxEvents?: number;
  /** Bytes of bodies that may wait or run at a time. @default 67108864 (64 MiB) */
  readonly maxBytes?: number;
  /** Events delivered side by side. Those of one ordering key never are. @default 16 */
  readonly concurrency?: number;
  /** Milliseconds in which a repeated event is suppressed. @default 600000 (10 minutes) */
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
    duplicateWindow: options.duplicateWindow ?? 600_000,
    maxDeadLetters: options.maxDeadLetters ?? 1000,
    maxDeadLetterBytes: options.maxDeadLetterBytes ?? 16 * 1024 * 1024,
  };
  const rules = {
    maxEvents: count(1),
    maxBytes: amount(1),
    concurrency: count(1),
    duplicateWindow: amount(0),
    maxDeadLetters: count(0),
    maxDeadLetterBytes: amount(0),
  };
  refuseProblems('memoryInbox', numberProblems(settings, rules));
  return settings;
}
