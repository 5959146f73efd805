/** Only compiled: what compiles as a listener that takes several events at once, and what does not. */
import {
  BeforeSendSingleMsg,
  OnAnyCallback,
  OnGroupMsgRead,
  OnSingleMsgRead,
  OnUnknownCallback,
  OnUserOffline,
  OnUserOnline,
  type AnyEvent,
  type BatchContext,
  type CallbackContext,
  type GroupMsgReadEvent,
  type SingleMsgReadEvent,
  type UnknownCallbackEvent,
  type UserOfflineEvent,
  type UserOnlineEvent,
} from 'nestjs-openim-callback';

export class Works {
  @OnSingleMsgRead({ batch: { size: 100, within: 50 } })
  both(events: SingleMsgReadEvent[], { contexts, signal }: BatchContext): string {
    const rows = events.map(({ conversationID, seqs }) => `${conversationID} ${seqs.length}`);
    return `${rows.join()} ${contexts.map(({ eventID }) => eventID).join()} ${String(signal.aborted)}`;
  }

  @OnSingleMsgRead({ batch: {} })
  byDefault(_events: SingleMsgReadEvent[]): void {}

  @OnSingleMsgRead({ batch: { size: 10 } })
  async readonlyArray(_events: readonly SingleMsgReadEvent[]): Promise<void> {
    await Promise.resolve();
  }

  @OnSingleMsgRead({
    batch: { within: 0 },
    retry: { maxAttempts: 3 },
    order: 1,
    name: 'rows',
    instance: 'asia',
  })
  nothing(): void {}

  @OnSingleMsgRead({ batch: {}, where: { userID: ['u1', 'u2'] } })
  byFields(_events: SingleMsgReadEvent[]): void {}

  @OnSingleMsgRead({ batch: {}, where: ({ seqs }) => seqs.length > 1 })
  byFunction(_events: SingleMsgReadEvent[]): void {}

  @OnUserOnline({ batch: {} })
  @OnUserOffline({ batch: {} })
  union(events: (UserOnlineEvent | UserOfflineEvent)[]): string {
    return events.map(({ userID }) => userID).join();
  }

  @OnAnyCallback({ batch: { size: 1000 } })
  any(events: AnyEvent[]): string {
    return events.map(({ callbackCommand }) => callbackCommand).join();
  }

  @OnUnknownCallback({ batch: {} })
  unknown(events: UnknownCallbackEvent[]): unknown[] {
    return events.map(({ body }) => body['newField']);
  }

  @OnSingleMsgRead({ batch: undefined })
  oneAtATime(_event: SingleMsgReadEvent): void {}
}

export class DoesNotWork {
  // @ts-expect-error -- with batch, the method gets an array
  @OnSingleMsgRead({ batch: {} })
  oneEvent(_event: SingleMsgReadEvent): void {}

  // @ts-expect-error -- without batch, the method gets one event
  @OnSingleMsgRead()
  withoutBatch(_events: SingleMsgReadEvent[]): void {}

  // @ts-expect-error -- events of another type
  @OnSingleMsgRead({ batch: {} })
  otherEvents(_events: GroupMsgReadEvent[]): void {}

  // @ts-expect-error -- the events of only one of the decorators
  @OnGroupMsgRead({ batch: {} })
  @OnSingleMsgRead({ batch: {} })
  oneOfTwo(_events: SingleMsgReadEvent[]): void {}

  // @ts-expect-error -- each event has a context of its own, in the context of the batch
  @OnSingleMsgRead({ batch: {} })
  otherContext(_events: SingleMsgReadEvent[], _context: CallbackContext): void {}

  // @ts-expect-error -- OpenIM waits for an answer to each callback
  @BeforeSendSingleMsg({ batch: {} })
  before(): void {}

  // @ts-expect-error -- no such part of a batch
  @OnSingleMsgRead({ batch: { length: 3 } })
  unknownOption(): void {}

  // @ts-expect-error -- no such field
  @OnSingleMsgRead({ batch: {}, where: { recvID: 'u1' } })
  filterOfAnotherEvent(): void {}

  // @ts-expect-error -- a filter gets one event
  @OnSingleMsgRead({ batch: {}, where: (events) => events.length > 0 })
  filterOfABatch(): void {}
}
