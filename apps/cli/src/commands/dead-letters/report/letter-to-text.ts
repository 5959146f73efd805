import type { DeadLetter } from 'nestjs-openim-callback/dead-letters';
import type { Paint } from '../../../output/paint.js';
import { printable } from '../../../output/printable.js';
import { isoTime, readJson } from './letter-to-json.js';

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

const TOKEN = /"[^"\\]*(?:\\.[^"\\]*)*"|[{}[\],:]|[^\s"{}[\],:]+/g;

/**
 * Valid JSON laid out for reading. Unlike JSON.stringify() it keeps every token as it is: numbers of any size,
 * escapes, and names that occur twice.
 */
export function indentJson(text: string): string {
  const tokens = text.match(TOKEN) ?? [];
  let depth = 0;
  const line = (): string => `\n${'  '.repeat(depth)}`;
  return tokens
    .map((token, index) => {
      const [before, after] = [tokens[index - 1] ?? '', tokens[index + 1] ?? ''];
      if (token === ',') return `,${line()}`;
      if (token === ':') return ': ';
      if (/^[{[]$/.test(token)) {
        depth++;
        return /^[}\]]$/.test(after) ? token : `${token}${line()}`;
      }
      if (!/^[}\]]$/.test(token)) return token;
      depth--;
      return /^[{[]$/.test(before) ? token : `${line()}${token}`;
    })
    .join('');
}

const WIDTH = 16;

/** The first bytes as hexadecimal numbers and as ASCII, 16 a line, and how many more there are. */
export function hexDump(bytes: Buffer, limit = 256): string {
  const lines: string[] = [];
  for (let offset = 0; offset < Math.min(bytes.length, limit); offset += WIDTH) {
    lines.push(dumpLine(offset, bytes.subarray(offset, Math.min(offset + WIDTH, limit))));
  }
  if (bytes.length > limit) lines.push(`... (${bytes.length - limit} more bytes)`);
  return lines.join('\n');
}

function dumpLine(offset: number, bytes: Buffer): string {
  const hex = Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join(' ');
  const ascii = Array.from(bytes, (byte) => (byte >= 0x20 && byte < 0x7f ? String.fromCharCode(byte) : '.'));
  return `${offset.toString(16).padStart(8, '0')}  ${hex.padEnd(WIDTH * 3 - 1)}  |${ascii.join('')}|`;
}
