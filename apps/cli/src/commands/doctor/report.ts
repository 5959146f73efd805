import type { Io } from '../../io.js';
import { formatDuration } from '../../output/milliseconds.js';
import { createPaint, type Paint } from '../../output/paint.js';
import { printable } from '../../output/printable.js';
import { isWrong, placeOf, type Finding } from '../../webhooks/finding.js';
import type { Measured } from './probe/probe.js';

/** What the doctor has to say. */
export interface Diagnosis {
  readonly findings: readonly Finding[];
  /** What the probes have measured; null when none were sent. */
  readonly measured: Measured | null;
  /** What was not looked at, and what it would take. */
  readonly skipped: readonly string[];
}

/** The diagnosis for people. */
export function toText({ findings, measured, skipped }: Diagnosis, io: Pick<Io, 'stdout' | 'env'>): string {
  const paint = createPaint(io.stdout, io.env);
  return [
    ...findings.map((finding) => `${findingToText(finding, paint)}\n`),
    ...(measured === null ? [] : [`${measuredToText(measured)}\n`]),
    ...skipped.map((each) => paint.dim(`not checked: ${each}`)),
    summary(findings, paint),
    '',
  ].join('\n');
}

function findingToText({ code, severity, place, setting, reason, fix }: Finding, paint: Paint): string {
  const colour = { error: paint.red, warning: paint.yellow, note: paint.dim }[severity];
  const head = [placeOf(place), colour(severity), paint.bold(code), setting ?? ''].filter(Boolean).join('  ');
  return `${head}\n  ${printable(reason)}\n  fix: ${printable(fix)}`;
}

function measuredToText({ url, idle, largestBody, latency }: Measured): string {
  const capacity =
    latency === null
      ? []
      : [
          `latency: ${formatDuration(latency.median)} in the middle, ${formatDuration(latency.max)} at most`,
          `at that latency one OpenIM process sends ${Math.floor(latency.afterPerSecond)} after callbacks a second, and waits for ${Math.floor(latency.beforePerSecond)} before callbacks`,
        ];
  return [
    `probed ${url}`,
    ...(idle === null ? [] : [`an idle connection stayed open for ${formatDuration(idle * 1000)}`]),
    ...(largestBody === null ? [] : [`a body of ${largestBody} bytes arrived whole`]),
    ...capacity,
  ].join('\n');
}

function summary(findings: readonly Finding[], paint: Paint): string {
  const wrong = findings.filter(isWrong);
  if (wrong.length === 0) return paint.green('nothing is wrong');
  const errors = wrong.filter(({ severity }) => severity === 'error').length;
  const count = (number: number, what: string): string => `${number} ${what}${number === 1 ? '' : 's'}`;
  return `${count(wrong.length, 'finding')}: ${count(errors, 'error')}, ${count(wrong.length - errors, 'warning')}`;
}
