import type { AppProcess } from './app-process.js';
import { isUnlocked, readShares } from './read-file.js';
import { until } from '../../support/until.js';
import type { Workplace } from './workplace.js';

/** Waits until the partitions are shared out like that, smallest first. */
export const untilShared = (file: string, wanted: readonly number[]): Promise<unknown> =>
  until(
    async () => {
      const { shares } = await readShares(file);
      return shares.join() === wanted.join();
    },
    `shares of ${wanted.join(', ')}`,
    60_000,
  );

/** Waits until nothing is pending in the inbox of an app; gives the number of dead letters. */
export const untilDelivered = (app: AppProcess): Promise<{ deadLetters: number }> =>
  until(
    async () => {
      const { pending, deadLetters } = (await app.state()).state;
      return pending === 0 && { deadLetters };
    },
    'everything is delivered',
    60_000,
  );

/** Waits until an app has noted that many entries of a kind. */
export const untilNoted = (
  workplace: Workplace,
  name: string,
  kind: 'start' | 'end' | 'fail',
  count: number,
): Promise<unknown> =>
  until(
    () => workplace.journal(name).filter((entry) => entry.kind === kind).length >= count,
    `${count} entries '${kind}' of ${name}`,
    60_000,
  );

/**
 * Stops an app where it is, though not within a transaction: SQLite's write lock is the process's until it ends,
 * so that nobody else on the file could write. Says on the clock of the journal when.
 */
export const stopBetweenWrites = (app: AppProcess, file: string): Promise<number> =>
  until(
    async () => {
      const at = app.signal('SIGSTOP');
      if (await isUnlocked(file)) return at;
      app.signal('SIGCONT');
      return undefined;
    },
    `${app.name} stands still and does not hold the write lock`,
    60_000,
  );
