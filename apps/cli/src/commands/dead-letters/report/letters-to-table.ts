import type { DeadLetter } from 'nestjs-openim-callback/dead-letters';
import { findCommand } from 'openim-sender';
import { printable } from '../../../output/printable.js';
import { formatTable, type Column } from '../../../output/table.js';

/** So many dead letters, in words. */
export const countLetters = (count: number): string => `${count} dead letter${count === 1 ? '' : 's'}`;

const COLUMNS: readonly Column[] = [
  { title: 'id' },
  { title: 'kind' },
  { title: 'command' },
  { title: 'listener' },
  { title: 'attempts', align: 'right' },
  { title: 'given up' },
  { title: 'reason' },
];
/** Of the reason, however narrow the terminal is. */
const MIN_REASON = 20;

/** The dead letters, one line each; the reasons are cut so that lines fit into that many characters. */
export function lettersToTable(
  letters: readonly DeadLetter[],
  header: (text: string) => string,
  columns = Infinity,
): string {
  const facts = letters.map((letter) => [
    oneLine(letter.id),
    letter.kind,
    letter.command === undefined ? '-' : commandOf(letter.command),
    oneLine(letter.listener ?? '-'),
    String(letter.attempts),
    `${new Date(letter.diedAt).toISOString().slice(0, 19)}Z`,
  ]);
  const widths = COLUMNS.slice(0, -1).map(({ title }, index) =>
    Math.max(title.length, ...facts.map((row) => row[index]?.length ?? 0)),
  );
  const room = Math.max(MIN_REASON, columns - widths.reduce((sum, width) => sum + width + 2, 0));
  const rows = letters.map(({ reason }, index) => [...(facts[index] ?? []), cut(oneLine(reason), room)]);
  return formatTable(COLUMNS, rows, header);
}

// The key is the shorter one, and --command takes it.
const commandOf = (name: string): string => findCommand(name)?.key ?? oneLine(name);

const oneLine = (text: string): string => printable(text.trim().replace(/\s+/g, ' '), Infinity);

const cut = (text: string, room: number): string =>
  text.length <= room ? text : `${text.slice(0, room - 3)}...`;
