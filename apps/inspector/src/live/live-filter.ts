import type { CallbackSummary } from '../api/types.js';
import { nameOf } from '../words/format.js';
import { OUTCOMES } from '../words/outcomes.js';

/** What the live view is narrowed down to; `''` is everything. */
export interface LiveFilter {
  readonly text: string;
  readonly command: string;
  readonly outcome: string;
  readonly listener: string;
  readonly key: string;
}

export const NO_FILTER: LiveFilter = { text: '', command: '', outcome: '', listener: '', key: '' };

/** Reads a filter from the address. */
export function filterOf(query: Readonly<Record<string, string>>): LiveFilter {
  const { text = '', command = '', outcome = '', listener = '', key = '' } = query;
  return { text, command, outcome, listener, key };
}

/** The callbacks of an instance that a filter lets through. Every word of the text must be found somewhere. */
export function filterCallbacks(
  callbacks: readonly CallbackSummary[],
  instance: string,
  filter: LiveFilter,
): CallbackSummary[] {
  const words = filter.text.toLowerCase().split(/\s+/).filter(Boolean);
  return callbacks.filter(
    (callback) =>
      callback.instance === instance &&
      (filter.command === '' || (callback.command ?? '') === filter.command) &&
      (filter.outcome === '' || callback.outcome === filter.outcome) &&
      (filter.listener === '' || callback.listeners.some(({ listener }) => listener === filter.listener)) &&
      (filter.key === '' || (callback.orderingKey ?? '').includes(filter.key)) &&
      isFound(callback, words),
  );
}

function isFound(callback: CallbackSummary, words: readonly string[]): boolean {
  if (words.length === 0) return true;
  const { command, subject, operationID, orderingKey, detail, outcome, reason } = callback;
  const text = [
    command,
    nameOf(command),
    subject,
    operationID,
    orderingKey,
    detail,
    OUTCOMES[outcome].word,
    reason,
  ]
    .join(' ')
    .toLowerCase();
  return words.every((word) => text.includes(word));
}
