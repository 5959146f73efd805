import type { CallbackSummary, ListenerStanding } from '../api/types.js';

/** How something went: the symbol says it without the colour. */
export interface Sign {
  readonly symbol: string;
  readonly word: string;
  readonly tone: 'good' | 'info' | 'warn' | 'bad' | 'quiet';
}

/** What came of a callback. */
export const OUTCOMES: Readonly<Record<CallbackSummary['outcome'], Sign>> = {
  allowed: { symbol: '✓', word: 'allowed', tone: 'good' },
  modified: { symbol: '✎', word: 'changed', tone: 'info' },
  refused: { symbol: '✕', word: 'refused', tone: 'bad' },
  accepted: { symbol: '✓', word: 'accepted', tone: 'good' },
  held: { symbol: '‖', word: 'held', tone: 'warn' },
  filtered: { symbol: '○', word: 'filtered', tone: 'quiet' },
  undecided: { symbol: '!', word: 'undecided', tone: 'bad' },
  failed: { symbol: '!', word: 'failed', tone: 'bad' },
};

/** How a listener stands with a callback. */
export const STANDINGS: Readonly<Record<ListenerStanding['state'], Sign>> = {
  waiting: { symbol: '…', word: 'waiting', tone: 'quiet' },
  running: { symbol: '▸', word: 'running', tone: 'info' },
  done: { symbol: '✓', word: 'done', tone: 'good' },
  retrying: { symbol: '↻', word: 'retrying', tone: 'warn' },
  failed: { symbol: '!', word: 'failed', tone: 'bad' },
  dead: { symbol: '✕', word: 'dead letter', tone: 'bad' },
};

/** In whose words a mood of the sender's is shown. */
export const MOODS = {
  green: { symbol: '✓', tone: 'good' },
  yellow: { symbol: '!', tone: 'warn' },
  red: { symbol: '✕', tone: 'bad' },
} as const;
