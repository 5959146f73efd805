import type { Durability } from './queue-engine.js';

/** Who hears what the engine was found to be like. */
export interface EngineListener {
  readonly strict: boolean;
  readonly log: (text: string) => void;
  readonly warn: (text: string) => void;
}

/** Queues that are named in the log. */
const NAMED = 3;

/**
 * Tells how durable the engine is.
 *
 * @throws {Error} in `strict` for one that can lose events
 */
export function tellDurability({ settings, risks }: Durability, { strict, log, warn }: EngineListener): void {
  if (risks.length === 0) {
    log(`${settings}: what is acknowledged survives a crash and a power cut`);
    return;
  }
  const told = `${settings}: ${risks.join('; ')}`;
  if (strict) throw new Error(told);
  warn(told);
}

/** Tells of queues that hold events and that nobody reads with this number of partitions. */
export function tellUnread(queues: readonly string[], partitions: number, { warn }: EngineListener): void {
  if (queues.length === 0) return;
  const names = `${queues.slice(0, NAMED).join(', ')}${queues.length > NAMED ? ' and others' : ''}`;
  warn(
    `events in ${names} are not delivered with partitions: ${partitions}; they were stored when there were more: ` +
      'set that number again until these queues are empty',
  );
}
