import { marshal } from 'openim-sender';
import type { Io } from '../../../io.js';
import { createPaint } from '../../../output/paint.js';
import { exitCodeOfRun, type RunResult } from './run-result.js';
import { singleToJson, summaryToJson } from './to-json.js';
import { singleToText } from './single-to-text.js';
import { summaryToText } from './summary-to-text.js';

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
