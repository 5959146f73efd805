import type { DeadLetter } from 'nestjs-openim-callback/dead-letters';
import type { Paint } from '../../../output/paint.js';
import { printable } from '../../../output/printable.js';
import { hexDump } from './hex-dump.js';
import { indentJson } from './indent-json.js';
import { isoTime } from './letter-to-json.js';
import { readJson } from './read-json.js';

/** All there is of a dead letter, for people. */
export function letterToText(letter: DeadLetter, paint: Pick<Paint, 'bold'>): string {
  const fields: readonly (readonly [name: string, value: string | undefined])[] = [
    ['id', letter.id],
    ['kind', letter.kind],
    ['command', letter.command],
    ['listener', letter.listener],
    ['reason', letter.reason],
    ['attempts', String(letter.attempts)],
    ['eventID', letter.eventID],
    ['operationID', letter.operationID],
    ['received', isoTime(letter.receivedAt)],
    ['given up', isoTime(letter.diedAt)],
    ['query', letter.query],
  ];
  const width = Math.max(...fields.map(([name]) => name.length));
  const shown = fields.map(([name, value]) => `${paint.bold(name.padEnd(width))}  ${safe(value) || '-'}`);
  const headers = Object.entries(letter.headers).map(([name, value]) => safe(`  ${name}: ${value}`));
  return [
    ...shown,
    ...(headers.length > 0 ? ['', paint.bold('headers'), ...headers] : []),
    '',
    `${paint.bold('body')} (${letter.raw.length} bytes)`,
    ...(letter.raw.length > 0 ? [bodyToText(letter.raw)] : []),
    '',
  ].join('\n');
}

function bodyToText(raw: Buffer): string {
  const json = readJson(raw);
  return json === undefined ? hexDump(raw) : safe(indentJson(json.text));
}

const safe = (text = ''): string => printable(text, Infinity);
