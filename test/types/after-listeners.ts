/** Only compiled: what compiles as a listener of after callbacks, and what does not. */
import {
  OnAnyCallback,
  OnGroupMsgRead,
  OnSingleMsgRead,
  OnUnknownCallback,
  OnUserOffline,
  OnUserOnline,
  type AnyEvent,
  type CallbackContext,
  type GroupMsgReadEvent,
  type OpenImEvent,
  type SingleMsgReadEvent,
  type UnknownCallbackEvent,
  type UserOfflineEvent,
  type UserOnlineEvent,
} from 'nestjs-openim-callback';
import { of, type Observable } from 'rxjs';

export class Works {
  @OnSingleMsgRead()
  both(event: SingleMsgReadEvent, context: CallbackContext): string {
    return `${event.conversationID} ${event.seqs.length} ${context.eventID}`;
  }

  @OnSingleMsgRead()
  eventOnly(_event: SingleMsgReadEvent): void {}

  @OnSingleMsgRead()
  nothing(): void {}

  @OnSingleMsgRead()
  async asynchronous(event: SingleMsgReadEvent): Promise<void> {
    await Promise.resolve(event.userID);
  }

  @OnSingleMsgRead()
  observable(): Observable<number> {
    return of(1);
  }

  /** Whatever it returns is ignored. */
  @OnSingleMsgRead()
  returnsAnything(): { readonly anything: true } {
    return { anything: true };
  }

  @OnUserOnline()
  @OnUserOffline()
  union(event: UserOnlineEvent | UserOfflineEvent): string {
    return event.callbackCommand === 'callbackAfterUserOnlineCommand' ? event.connID : event.userID;
  }

  @OnSingleMsgRead()
  @OnUserOnline()
  whatTheyHaveInCommon(event: OpenImEvent): string {
    return event.callbackCommand;
  }

  @OnSingleMsgRead()
  structural(event: { readonly userID: string }): string {
    return event.userID;
  }

  @OnSingleMsgRead({ instance: 'second', order: -1 })
  withOptions(): void {}

  @OnSingleMsgRead({ retry: { maxAttempts: 3, onRetry: 'pass' } })
  withRetry(): void {}

  @OnSingleMsgRead({
    where: { userID: 'u1', conversationID: ['si_u1_u2', 'si_u1_u3'], contentType: { not: 113 } },
  })
  byFields(): void {}

  @OnSingleMsgRead({ where: ({ seqs }) => seqs.length > 1 })
  byFunction(): void {}

  @OnAnyCallback({ where: { callbackCommand: 'callbackAfterSingleMsgReadCommand' } })
  anyByCommand(): void {}

  @OnUnknownCallback({ where: ({ body }) => 'userID' in body })
  unknownByFunction(): void {}

  @OnAnyCallback({ retry: { maxAttempts: 1 } })
  anyWithRetry(): void {}

  @OnUnknownCallback({ retry: { attemptTimeout: 1000 } })
  unknownWithRetry(): void {}

  @OnAnyCallback({ order: 1 })
  any(event: AnyEvent): string {
    return event.callbackCommand === 'callbackBeforeSetFriendRemarkCommand' ? event.remark : '';
  }

  @OnUnknownCallback({ instance: 'second' })
  unknown(event: UnknownCallbackEvent): unknown {
    return event.body['newField'];
  }
}

export class DoesNotWork {
  // @ts-expect-error -- another event's type
  @OnSingleMsgRead()
  otherEvent(_event: GroupMsgReadEvent): void {}

  // @ts-expect-error -- the event of only one of the decorators
  @OnGroupMsgRead()
  @OnSingleMsgRead()
  oneOfTwo(_event: SingleMsgReadEvent): void {}

  // @ts-expect-error -- the context is the second argument
  @OnSingleMsgRead()
  contextFirst(_context: CallbackContext): void {}

  // @ts-expect-error -- there is no third argument
  @OnSingleMsgRead()
  tooMany(_event: SingleMsgReadEvent, _context: CallbackContext, _more: string): void {}

  // @ts-expect-error -- any callback may be of any command
  @OnAnyCallback()
  notAny(_event: SingleMsgReadEvent): void {}

  // @ts-expect-error -- an unknown callback has a body, and no fields
  @OnUnknownCallback()
  notUnknown(_event: SingleMsgReadEvent): void {}

  // @ts-expect-error -- a listener is a method
  @OnSingleMsgRead()
  property = (): void => undefined;

  // @ts-expect-error -- a listener is a method
  @OnSingleMsgRead()
  get accessor(): string {
    return '';
  }

  // @ts-expect-error -- an after callback cannot fail anybody's operation
  @OnSingleMsgRead({ onFailure: 'refuse' })
  withPolicy(): void {}

  // @ts-expect-error -- no such part of a retry policy
  @OnSingleMsgRead({ retry: { attempts: 3 } })
  unknownRetry(): void {}

  // @ts-expect-error -- later events wait or pass
  @OnSingleMsgRead({ retry: { onRetry: 'drop' } })
  wrongRetry(): void {}

  // @ts-expect-error -- no such field
  @OnSingleMsgRead({ where: { recvID: 'u1' } })
  filterOfAnotherEvent(): void {}

  // @ts-expect-error -- a field of another type
  @OnSingleMsgRead({ where: { userID: 1 } })
  filterOfAnotherType(): void {}

  // @ts-expect-error -- a field of another type among several
  @OnSingleMsgRead({ where: { userID: ['u1', 2] } })
  filterOfSeveralTypes(): void {}

  // @ts-expect-error -- a list is for a function
  @OnSingleMsgRead({ where: { seqs: [1] } })
  filterOfAList(): void {}

  // @ts-expect-error -- a filter waits for nothing
  @OnSingleMsgRead({ where: async () => true })
  asynchronousFilter(): void {}

  // @ts-expect-error -- the filter of another event
  @OnSingleMsgRead({ where: (event: GroupMsgReadEvent) => event.unreadMsgNum > 1 })
  filterByAnotherEvent(): void {}

  // @ts-expect-error -- what not all events have
  @OnAnyCallback({ where: { userID: 'u1' } })
  anyByField(): void {}

  // @ts-expect-error -- no such option
  @OnSingleMsgRead({ priority: 1 })
  unknownOption(): void {}

  // @ts-expect-error -- an option of a wrong type
  @OnSingleMsgRead({ order: '1' })
  wrongOption(): void {}

  // @ts-expect-error -- observers of everything decide nothing
  @OnAnyCallback({ onFailure: 'allow' })
  anyWithPolicy(): void {}

  // @ts-expect-error -- the sane spelling is seqs
  readonly wireSpelling = (event: SingleMsgReadEvent): unknown => event.Seqs;
}

// @ts-expect-error -- a listener is a method, not a class
@OnSingleMsgRead()
export class DecoratedClass {}
