import type { SqliteDriver } from 'nestjs-openim-callback/dead-letters';
import { checkFile } from './check-file.js';
import type { Storage } from './storage.js';

/** The file of an `sqliteInbox`. */
export const fileStorage = (file: string, driver: SqliteDriver | undefined): Storage => ({
  name: file,
  redrivenBy: `The app that runs on ${file} delivers them within its pollInterval (250 ms unless set),`,
  async open() {
    await checkFile(file);
    // Only now, so that the other commands need neither the package nor a driver.
    const { openDeadLetters } = await import('nestjs-openim-callback/dead-letters');
    return openDeadLetters({ file, driver });
  },
});
