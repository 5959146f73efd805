import { describeOutcome, type SendResult, type WireCommand } from 'openim-sender';
import { formatDuration } from '../../../output/milliseconds.js';
import type { Paint } from '../../../output/paint.js';
import { maskPassword, printable } from '../../../output/printable.js';

/** The report on one callback: what went out, what came back, and what OpenIM makes of it. */
export function singleToText(command: WireCommand, result: SendResult, paint: Paint): string {
  return [
    ...requestLines(result),
    ...answerLines(result, paint),
    ...outcomeLines(command, result, paint),
    '',
  ].join('\n');
}

function requestLines({ request }: SendResult): string[] {
  if (request === null) return [];
  const operationID = request.headers.find(([name]) => name === 'Operationid')?.[1] ?? '';
  const { method, url, body } = request;
  return [
    `-> ${method} ${maskPassword(url)} (${body.length} bytes, operationID "${printable(operationID)}")`,
  ];
}

function answerLines({ status, replyText, milliseconds }: SendResult, paint: Paint): string[] {
  const time = formatDuration(milliseconds);
  if (replyText === null) return [`<- no answer, after ${time}`];
  const shown = replyText === '' ? [] : [paint.dim(`   ${printable(replyText.trimEnd())}`)];
  return [`<- ${status ?? ''} (${Buffer.byteLength(replyText)} bytes, ${time})`, ...shown];
}

function outcomeLines(command: WireCommand, { outcome }: SendResult, paint: Paint): string[] {
  const { title, mood, lines } = describeOutcome(outcome, command);
  const safe = (text: string): string => maskPassword(printable(text));
  return [paint.bold(paint[mood](safe(title))), ...lines.map((line) => `  ${safe(line)}`)];
}
