import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ExitCode } from './command-line.js';
import type { Io } from './io.js';
import { maskPassword, printable } from './output/printable.js';

/**
 * Tells of an error that nothing has foreseen, and what to do about it; returns the exit code. What the system says, of
 * a full disk say, is told as it is. All else is a bug: its details go to a file that can be sent to whoever mends it.
 */
export function reportUnexpected(
  error: unknown,
  version: string,
  argv: readonly string[],
  io: Pick<Io, 'stderr'>,
): number {
  const { message, syscall, stack } = Object(error) as {
    message?: unknown;
    syscall?: unknown;
    stack?: unknown;
  };
  if (typeof syscall === 'string' && typeof message === 'string') {
    io.stderr.write(`error: ${printable(maskPassword(message))}\n`);
    return ExitCode.internal;
  }
  const details = [
    `openim-callback ${version}, Node.js ${process.version}, ${process.platform} ${process.arch}`,
    `arguments: ${JSON.stringify(argv)}`,
    typeof stack === 'string' ? stack : `thrown: ${String(error)}`,
    '',
  ];
  const file = save(maskPassword(details.join('\n')));
  const where =
    file === undefined ? 'the command line, without passwords' : `the details, which are in ${file}`;
  io.stderr.write(
    `error: openim-callback has a bug, and ends. What it had done until then is done.\n` +
      `Please report it to its maintainers with ${where}. Passwords of urls are masked there.\n` +
      'Until it is mended, another version may do, or other options: openim-callback --help\n',
  );
  return ExitCode.internal;
}

/** Writes a file that only this user can read; undefined when that cannot be done. */
function save(text: string): string | undefined {
  try {
    const file = join(mkdtempSync(join(tmpdir(), 'openim-callback-')), 'error.txt');
    writeFileSync(file, text, { mode: 0o600 });
    return file;
  } catch {
    return undefined;
  }
}
