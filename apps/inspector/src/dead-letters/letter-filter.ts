import type { DeadLetterAction } from '../api/types.js';

/** The fields of the filter in the address, as they are typed; `''` is any. */
export interface LetterFilter {
  readonly kind: string;
  readonly command: string;
  readonly listener: string;
  readonly reason: string;
  /** As of an input of type `datetime-local`, in the browser's time. */
  readonly since: string;
  readonly until: string;
}

export const NO_FILTER: LetterFilter = {
  kind: '',
  command: '',
  listener: '',
  reason: '',
  since: '',
  until: '',
};

/** Reads a filter from the address. */
export function filterOf(query: Readonly<Record<string, string>>): LetterFilter {
  const { kind = '', command = '', listener = '', reason = '', since = '', until = '' } = query;
  return { kind, command, listener, reason, since, until };
}

/** The filter as the API takes it. */
export function apiFilter(filter: LetterFilter): DeadLetterAction['filter'] {
  const { kind, command, listener, reason } = filter;
  const since = timeOf(filter.since);
  const until = timeOf(filter.until);
  return {
    ...(kind === 'undelivered' || kind === 'unusable' ? { kind } : {}),
    ...(command === '' ? {} : { command }),
    ...(listener === '' ? {} : { listener }),
    ...(reason === '' ? {} : { reason }),
    ...(since === undefined ? {} : { since }),
    ...(until === undefined ? {} : { until }),
  };
}

function timeOf(text: string): number | undefined {
  const time = Date.parse(text);
  return Number.isNaN(time) ? undefined : time;
}
