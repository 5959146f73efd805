import { ExitCode } from './command-line.js';
import { processIo } from './io.js';
import { run } from './program.js';

// Nobody reads any more, as with `openim-callback list | head -1`.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  process.exit(error.code === 'EPIPE' ? ExitCode.ok : ExitCode.internal);
});

// Optional packages, like the driver of an inbox, are looked up from here, not from the link that npm has made.
process.argv[1] = import.meta.filename;

try {
  process.exitCode = await run(process.argv.slice(2), processIo);
} catch (error) {
  console.error(error);
  process.exitCode = ExitCode.internal;
}

// Requests that Ctrl-C left behind would keep the process alive.
if (process.exitCode === ExitCode.interrupted) process.stdout.write('', () => process.exit());
