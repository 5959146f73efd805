import { OpenImSender, marshal } from 'openim-sender';
import type { Io } from '../../io.js';
import { createPaint } from '../../output/paint.js';
import { Burst } from './burst.js';
import type { TriggerPlan } from './plan-trigger.js';
import { exitCodeOfRun, type RunResult } from './report/run-result.js';
import { singleToText } from './report/single-to-text.js';
import { summaryToText } from './report/summary-to-text.js';
import { singleToJson, summaryToJson } from './report/to-json.js';
import { Tally } from './tally.js';

/** Sends the callbacks, prints what came of them, and resolves to the exit code. */
export async function runTrigger(plan: TriggerPlan, io: Io): Promise<number> {
  const { command, url, timeoutSeconds, count, insecure, edition, signature } = plan;
  const sender = new OpenImSender({ url, timeoutSeconds, insecureSkipVerify: insecure, edition, signature });
  const tally = new Tally();
  const burst = plan.burst ? new Burst(io.timers) : undefined;
  const progress = new Progress(io, count);
  const start = io.timers.now();
  const interrupted = await untilInterrupted(io, async (signal) => {
    const send = async (number: number): Promise<boolean> => {
      signal.throwIfAborted();
      const { body, operationID } = plan.callback(number);
      const result = await sender.send(command.command, body, { operationID });
      // What comes in after Ctrl-C is too late for the summary.
      signal.throwIfAborted();
      tally.add(result);
      if (count > 1) progress.show(tally.count);
      return result.status !== null;
    };
    await (burst === undefined ? sendMany(plan, send, signal) : burst.run(count, send));
  });
  progress.clear();
  const closed = sender.close();
  if (!interrupted) await closed;
  const elapsedMilliseconds = io.timers.now() - start;
  return report({ plan, tally, burst: burst?.report ?? null, interrupted, elapsedMilliseconds }, io);
}

/** Prints what came of a run, and returns the exit code. */
export function report(run: RunResult, io: Pick<Io, 'stdout' | 'env'>): number {
  const { plan, tally } = run;
  const single = plan.count === 1 && !plan.burst ? tally.first : undefined;
  if (plan.json) {
    // JSON.stringify() cannot write the bigints that applied fields may be.
    io.stdout.write(marshal(single === undefined ? summaryToJson(run) : singleToJson(run, single)));
  } else {
    const paint = createPaint(io.stdout, io.env);
    io.stdout.write(
      single === undefined ? summaryToText(run, paint) : singleToText(plan.command, single, paint),
    );
  }
  return exitCodeOfRun(run);
}

/**
 * Calls `send` with the numbers from 1 to `count`, so many at a time, until the signal aborts.
 *
 * @throws what `send` throws
 */
export async function sendMany(
  { count, concurrency }: { readonly count: number; readonly concurrency: number },
  send: (number: number) => Promise<unknown>,
  signal: AbortSignal,
): Promise<void> {
  let next = 1;
  const lane = async (): Promise<void> => {
    while (next <= count && !signal.aborted) await send(next++);
  };
  await Promise.all(Array.from({ length: Math.min(count, concurrency) }, lane));
}

/**
 * Does the work until it is done or Ctrl-C is pressed, and resolves to whether it was. Abandoned work learns of
 * it by the signal and is not waited for.
 */
export async function untilInterrupted(
  io: Pick<Io, 'onInterrupt'>,
  work: (signal: AbortSignal) => Promise<void>,
): Promise<boolean> {
  const abort = new AbortController();
  const interrupted = new Promise<void>((resolve) => {
    abort.signal.addEventListener('abort', () => resolve(), { once: true });
  });
  const stopListening = io.onInterrupt(() => abort.abort());
  try {
    await Promise.race([work(abort.signal), interrupted]);
  } finally {
    stopListening();
  }
  return abort.signal.aborted;
}

const INTERVAL_MILLISECONDS = 100;
const CLEAR_LINE = '\r\u001b[K';

/** One line on stderr that tells how far a run is; nothing unless a person is looking. */
export class Progress {
  private drawnAt = -Infinity;

  constructor(
    private readonly io: Pick<Io, 'stderr' | 'timers'>,
    private readonly total: number,
  ) {}

  show(done: number): void {
    const { stderr, timers } = this.io;
    if (stderr.isTTY !== true || timers.now() - this.drawnAt < INTERVAL_MILLISECONDS) return;
    this.drawnAt = timers.now();
    stderr.write(`${CLEAR_LINE}${done}/${this.total} callbacks`);
  }

  clear(): void {
    if (this.drawnAt >= 0) this.io.stderr.write(CLEAR_LINE);
  }
}
