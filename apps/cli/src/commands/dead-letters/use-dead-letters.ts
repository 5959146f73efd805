import type { DeadLetters } from 'nestjs-openim-callback/dead-letters';
import { ExitCode } from '../../exit-code.js';
import type { Io } from '../../io.js';
import { printable } from '../../output/printable.js';
import { checkFile } from './check-file.js';
import { FileError } from './file-error.js';
import type { FileOptions } from './file-options.js';

/**
 * Opens the dead letters of a file for some work and passes its exit code on, or says why the file cannot be
 * used.
 */
export async function useDeadLetters(
  options: FileOptions,
  io: Pick<Io, 'stderr'>,
  work: (deadLetters: DeadLetters) => Promise<number>,
): Promise<number> {
  try {
    return await withFile(options, work);
  } catch (error) {
    if (!(error instanceof FileError)) throw error;
    io.stderr.write(`error: ${printable(error.message)}\n`);
    return ExitCode.unusableFile;
  }
}

async function withFile(
  { file, driver }: FileOptions,
  work: (deadLetters: DeadLetters) => Promise<number>,
): Promise<number> {
  await checkFile(file);
  // Only now, so that the other commands need neither the package nor a driver.
  const { openDeadLetters } = await import('nestjs-openim-callback/dead-letters');
  const opened = await told(file, openDeadLetters({ file, driver }));
  try {
    return await work({
      list: (...args) => told(file, opened.deadLetters.list(...args)),
      redrive: (filter) => told(file, opened.deadLetters.redrive(filter)),
      purge: (filter) => told(file, opened.deadLetters.purge(filter)),
    });
  } finally {
    await opened.close();
  }
}

// Whatever the library says is about the file.
async function told<T>(file: string, result: Promise<T>): Promise<T> {
  try {
    return await result;
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    // SQLite does not name the file.
    const names = message.includes(file) || message.startsWith('sqliteInbox');
    throw new FileError(names ? message : `${file}: ${message}`, { cause: error });
  }
}
