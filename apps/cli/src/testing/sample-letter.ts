import type { DeadLetter } from 'nestjs-openim-callback/dead-letters';

/** A dead letter with what a test wants to be special about it. */
export const sampleLetter = (wishes: Partial<DeadLetter> = {}): DeadLetter => ({
  id: 'letter-1',
  kind: 'undelivered',
  command: 'callbackAfterUserOnlineCommand',
  listener: 'Presence.online',
  reason: 'connection lost',
  attempts: 10,
  eventID: 'event-1',
  operationID: 'op-1',
  receivedAt: Date.UTC(2026, 6, 1, 10),
  diedAt: Date.UTC(2026, 6, 1, 10, 5, 0, 7),
  query: 'contenttype=json',
  headers: {},
  raw: Buffer.from('{"userID":"u1"}'),
  ...wishes,
});
