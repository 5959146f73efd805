import type { SendResult } from 'openim-sender';
import { percentile } from '../../../output/milliseconds.js';
import { maskPassword } from '../../../output/printable.js';
import type { VerdictGroup } from '../tally.js';
import { verdictOf } from '../verdict.js';
import { capacityOf, exitCodeOfRun, type RunResult } from './run-result.js';

/** The JSON document of a run of one callback. */
export function singleToJson(run: RunResult, result: SendResult): object {
  const { request, status, replyText, milliseconds, outcome } = result;
  return {
    mode: 'single',
    ...commandToJson(run),
    request: request && {
      method: request.method,
      url: maskPassword(request.url),
      operationID: request.headers.find(([name]) => name === 'Operationid')?.[1] ?? '',
      bytes: request.body.length,
      body: request.body.toString(),
    },
    answer: replyText === null ? null : { status, bytes: Buffer.byteLength(replyText), text: replyText },
    milliseconds,
    verdict: verdictOf(outcome),
    outcome: maskAll(outcome),
    exitCode: exitCodeOfRun(run),
  };
}

/** The JSON document of a run of many callbacks, a burst, or a run that was interrupted. */
export function summaryToJson(run: RunResult): object {
  const { plan, tally, burst, interrupted, elapsedMilliseconds } = run;
  return {
    mode: plan.burst ? 'burst' : 'many',
    ...commandToJson(run),
    url: maskPassword(plan.url),
    count: plan.count,
    finished: tally.count,
    interrupted,
    elapsedMilliseconds,
    outcomes: tally.groups.map(groupToJson),
    notes: Object.fromEntries(tally.notes),
    capacity: capacityOf(run) ?? null,
    queue: burst,
    exitCode: exitCodeOfRun(run),
  };
}

function commandToJson({ plan: { command } }: RunResult): object {
  return { command: command.command, key: command.key, phase: command.phase };
}

function groupToJson({ verdict, milliseconds, codes, reason }: VerdictGroup): object {
  return {
    outcome: verdict,
    count: milliseconds.length,
    p50: percentile(milliseconds, 50),
    p99: percentile(milliseconds, 99),
    max: percentile(milliseconds, 100),
    codes,
    reason: reason === undefined ? null : maskPassword(reason),
  };
}

// OpenIM's detail names the URL with its password; that is said in words, not repeated.
function maskAll(value: unknown): unknown {
  if (typeof value === 'string') return maskPassword(value);
  if (Array.isArray(value)) return value.map(maskAll);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, member]) => [key, maskAll(member)]));
}
