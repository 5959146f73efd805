/** Only compiled: the service's streams, and the module's options. */
import {
  Command,
  OpenImCallbackModule,
  type OpenImCallbackService,
  type SingleMsgReadEvent,
} from 'nestjs-openim-callback';
import type { DeadLetter } from 'nestjs-openim-callback/dead-letters';
import type { InboxState } from 'nestjs-openim-callback/inbox';

/** Keeps what is only looked at from being unused. */
const look = (...values: unknown[]): unknown => values;

export async function lookAfter(callbacks: OpenImCallbackService): Promise<void> {
  const letters: DeadLetter[] = await callbacks.deadLetters.list({ kind: 'undelivered' }, 10);
  const state: InboxState = await callbacks.inboxState();
  look(letters, state.pending);
  // @ts-expect-error -- there are two kinds
  await callbacks.deadLetters.purge({ kind: 'lost' });
}

export function subscribe(callbacks: OpenImCallbackService): void {
  callbacks.on(Command.afterSingleMsgRead).subscribe(({ event, context }) => {
    const read: SingleMsgReadEvent = event;
    const seqs: number[] = read.seqs;
    const at: Date = context.receivedAt;
    look([seqs, at]);
    // @ts-expect-error -- a field of another event
    look(event.groupName);
    // @ts-expect-error -- another event's type
    const command: typeof Command.afterUserOnline = event.callbackCommand;
    look(command);
  });

  callbacks.on('callbackBeforeSetFriendRemarkCommand').subscribe(({ event }) => event.remark);

  // @ts-expect-error -- the key of webhooks.yml is no wire name
  callbacks.on('afterSingleMsgRead');

  // @ts-expect-error -- no such command
  callbacks.on('callbackAfterSomethingCommand');

  callbacks.events$.subscribe(({ event }) => {
    if (event.callbackCommand === Command.afterSingleMsgRead && 'seqs' in event) look(event.seqs);
    // @ts-expect-error -- not every event has it
    look(event.seqs);
  });
}

export const modules = [
  OpenImCallbackModule.forRoot(),
  OpenImCallbackModule.forRoot({
    path: 'callbackExample',
    onFailure: 'allow',
    errCodes: { min: 100, max: 200 },
    retry: { maxAttempts: 3 },
    suppressDuplicates: ['afterMsgSaveDB'],
  }),
  OpenImCallbackModule.forRootAsync({
    useFactory: (deadline: number) => ({ deadline }),
    inject: ['deadline'],
  }),
  // @ts-expect-error -- there are two policies
  OpenImCallbackModule.forRoot({ onFailure: 'ignore' }),
  // @ts-expect-error -- the wire name is no key of webhooks.yml
  OpenImCallbackModule.forRoot({ suppressDuplicates: [Command.afterMsgSaveDB] }),
  // @ts-expect-error -- no such option
  OpenImCallbackModule.forRoot({ timeout: 5 }),
  // @ts-expect-error -- what shapes the module cannot come from a factory
  OpenImCallbackModule.forRootAsync({ useFactory: () => ({ path: 'x' }) }),
];
