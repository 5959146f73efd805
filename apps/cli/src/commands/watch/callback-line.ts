import type { CallbackSummary } from 'nestjs-openim-callback/inspector';
import { formatDuration } from '../../output/milliseconds.js';
import type { Paint } from '../../output/paint.js';
import { printable } from '../../output/printable.js';

/** Characters of the command's name, so that what follows stands in columns. */
const COMMAND = 28;
const OUTCOME = 9;

const GOOD: ReadonlySet<string> = new Set(['accepted', 'allowed', 'filtered', 'modified']);

/** A callback on one line: when, what, who, what came of it and how long that took. */
export function callbackLine(callback: CallbackSummary, paint: Paint): string {
  const { at, command, subject, outcome, reason, detail, took, listeners, test } = callback;
  const said = outcome.padEnd(OUTCOME);
  const parts = [
    paint.dim(new Date(at).toISOString().slice(11, 23)),
    GOOD.has(outcome) ? paint.green(said) : paint.red(said),
    shortName(command).padEnd(COMMAND),
    subject,
    paint.dim(formatDuration(took)),
    [reason, detail].filter(Boolean).join(': '),
    listeners.map(({ listener, state }) => `${listener} ${state}`).join(', '),
    test ? paint.yellow('test') : '',
  ];
  return `${parts
    .filter(Boolean)
    .map((part) => part.replaceAll('\n', ' '))
    .join('  ')}\n`;
}

/** A command without the parts that all of them have. */
const shortName = (command: string | undefined): string =>
  printable((command ?? 'unknown').replace(/^callback/, '').replace(/Command$/, ''), 60);
