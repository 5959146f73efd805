import { Readable } from 'node:stream';
import { type Io, type Output, processIo } from '../io.js';
import { run } from '../program.js';

/** The world around a run. */
export interface TestWorld {
  readonly stdin?: readonly (Buffer | string)[];
  readonly env?: Io['env'];
  readonly timers?: Io['timers'];
  readonly stdinIsTTY?: boolean;
  readonly stdoutIsTTY?: boolean;
  readonly stderrIsTTY?: boolean;
  /** Instead of an output of its own. */
  readonly stdout?: TestOutput;
}

/** What a run left behind. */
export interface CliResult {
  readonly exitCode: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** A run that can be interrupted. */
export interface CliRun {
  readonly result: Promise<CliResult>;
  /** Presses Ctrl-C; does nothing when nobody listens. */
  interrupt(): void;
}

/** An output that keeps what is written. */
export class TestOutput implements Output {
  private readonly chunks: Buffer[] = [];
  readonly columns = 120;

  constructor(readonly isTTY = false) {}

  write(text: string | Uint8Array): void {
    this.chunks.push(Buffer.from(text));
  }

  /** All that was written. */
  get bytes(): Buffer {
    return Buffer.concat(this.chunks);
  }

  get text(): string {
    return this.bytes.toString();
  }
}

/** Starts the command line in this process. */
export function startCli(argv: readonly string[], world: TestWorld = {}): CliRun {
  const stdout = world.stdout ?? new TestOutput(world.stdoutIsTTY);
  const stderr = new TestOutput(world.stderrIsTTY);
  const listeners = new Set<() => void>();
  const io: Io = {
    stdin: Object.assign(Readable.from(world.stdin ?? [], { objectMode: false }), {
      isTTY: world.stdinIsTTY ?? false,
    }),
    stdout,
    stderr,
    env: world.env ?? {},
    timers: world.timers ?? processIo.timers,
    onInterrupt: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
  return {
    result: run(argv, io).then((exitCode) => ({ exitCode, stdout: stdout.text, stderr: stderr.text })),
    interrupt: () => {
      for (const listener of listeners) listener();
    },
  };
}

/** Runs the command line in this process to its end. */
export function runCli(argv: readonly string[], world: TestWorld = {}): Promise<CliResult> {
  return startCli(argv, world).result;
}
