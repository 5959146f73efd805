import { randomUUID } from 'node:crypto';
import { Command, sqliteInbox, type Inbox, type RetryPolicy } from 'nestjs-openim-callback';
import type {
  AcceptedEvent,
  DeliveryTarget,
  StoredEvent,
  UnusableCallback,
} from 'nestjs-openim-callback/inbox';

const ONCE: RetryPolicy = {
  maxAttempts: 1,
  minDelay: 1,
  maxDelay: 1,
  factor: 1,
  jitter: 0,
  onRetry: 'hold',
  attemptTimeout: 5000,
};

/** A listener of every event, called once; it fails by throwing. */
export type TestListener = (event: AcceptedEvent) => void;

/** An event of a user, as an app accepts it. */
export function acceptedEvent(userID: string): AcceptedEvent {
  return revive({
    id: randomUUID(),
    command: Command.afterUserOnline,
    operationID: `op-${userID}`,
    orderingKey: undefined,
    receivedAt: Date.now(),
    query: 'contenttype=json',
    raw: Buffer.from(`{"callbackCommand":"${Command.afterUserOnline}","userID":"${userID}"}`),
  });
}

/** A callback that could not be used. */
export const unusableCallback = (wishes: Partial<UnusableCallback> = {}): UnusableCallback => ({
  id: randomUUID(),
  receivedAt: Date.now(),
  command: undefined,
  operationID: 'op-unusable',
  reason: 'the body is no JSON',
  query: '',
  headers: { 'user-agent': 'Go-http-client/1.1' },
  raw: Buffer.from('{"callbackCommand":\u001b'),
  ...wishes,
});

/** Starts the inbox of an app that has that listener. */
export async function startInbox(file: string, listener: TestListener = () => undefined): Promise<Inbox> {
  const inbox = sqliteInbox({ file, pollInterval: 10 });
  const target: DeliveryTarget = {
    recipientsOf: () => [{ name: 'Presence.online', retry: ONCE }],
    deliver: (event) => Promise.resolve().then(() => listener(event)),
    revive,
    failed: () => undefined,
    unreadable: () => undefined,
    storageChanged: () => undefined,
  };
  await inbox.start(target);
  return inbox;
}

function revive(stored: StoredEvent): AcceptedEvent {
  const body = JSON.parse(stored.raw.toString()) as Readonly<Record<string, unknown>>;
  const { command } = stored;
  return {
    ...stored,
    idempotencyKey: undefined,
    body,
    event: { callbackCommand: command },
    definition: undefined,
  };
}
