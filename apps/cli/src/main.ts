import { ExitCode } from './command-line.js';
import { processIo } from './io.js';
import { readVersion, run } from './program.js';
import { reportUnexpected } from './report-unexpected.js';

// Nobody reads any more, as with `openim-callback list | head -1`.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  process.exit(error.code === 'EPIPE' ? ExitCode.ok : ExitCode.internal);
});

// Optional packages, like the driver of an inbox, are looked up from here, not from the link that npm has made.
process.argv[1] = import.meta.filename;

const argv = process.argv.slice(2);

process.on('uncaughtException', (error) => {
  process.exit(reportUnexpected(error, readVersion(), argv, processIo));
});

process.exitCode = await run(argv, processIo);

// Requests that Ctrl-C left behind would keep the process alive.
if (process.exitCode === ExitCode.interrupted) process.stdout.write('', () => process.exit());
