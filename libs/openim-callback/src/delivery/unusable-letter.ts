import type { UnusableCallback } from './accepted-event.js';
import type { DeadLetter } from './dead-letters.js';

/** The dead letter of a callback that could not be used. */
export const unusableLetter = (callback: UnusableCallback): DeadLetter => ({
  ...callback,
  kind: 'unusable',
  listener: undefined,
  attempts: 0,
  eventID: callback.id,
  diedAt: callback.receivedAt,
});
