import { existsSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { Inject, Injectable } from '@nestjs/common';
import {
  NonRetriableError,
  OnGroupMsgRead,
  OnRevokeMsg,
  OnSendGroupMsg,
  OnSingleMsgRead,
  type CallbackContext,
  type GroupMsgReadEvent,
  type RevokeMsgEvent,
  type SendGroupMsgEvent,
  type SingleMsgReadEvent,
} from '../../../libs/openim-callback/src/index.js';
import { behaviourOf } from './behaviour.js';
import type { AppOptions } from './app-options.js';
import { Journal } from './journal.js';

/** The injection token of the app's options. */
export const OPTIONS = Symbol('OPTIONS');

/** Notes the beginning and the end of everything it gets. */
@Injectable()
export class NotingListeners {
  private readonly journal: Journal;

  constructor(@Inject(OPTIONS) private readonly options: AppOptions) {
    this.journal = new Journal(options.name, options.journal);
  }

  @OnSingleMsgRead()
  read(event: SingleMsgReadEvent, context: CallbackContext): Promise<void> {
    return this.take('read', event.seqs[0] ?? -1, event.conversationID, event.userID, context);
  }

  @OnSingleMsgRead({ order: 1 })
  audit(event: SingleMsgReadEvent, context: CallbackContext): Promise<void> {
    return this.take('audit', event.seqs[0] ?? -1, event.conversationID, '', context);
  }

  @OnRevokeMsg()
  revoke(event: RevokeMsgEvent, context: CallbackContext): Promise<void> {
    return this.take('revoke', event.seq, event.conversationID, event.userID, context);
  }

  @OnSendGroupMsg()
  message(event: SendGroupMsgEvent, context: CallbackContext): Promise<void> {
    return this.take('message', Number(event.clientMsgID), `sg_${event.groupID}`, event.sendID, context);
  }

  @OnGroupMsgRead()
  groupRead(event: GroupMsgReadEvent, context: CallbackContext): Promise<void> {
    return this.take('groupRead', event.unreadMsgNum, `user:${event.sendID}`, '', context);
  }

  private async take(
    listener: string,
    number: number,
    key: string,
    reader: string,
    { eventID, attempt }: CallbackContext,
  ): Promise<void> {
    const { name, work = 0, failEvery, mended } = this.options;
    const behaviour = behaviourOf(reader);
    const entry = { listener, number, key, eventID, attempt };
    this.journal.note({ kind: 'start', ...entry });
    const milliseconds = behaviour.slow ?? work;
    if (milliseconds > 0) await sleep(milliseconds);
    if (behaviour.exitsAfter !== undefined) await exitAfter(behaviour.exitsAfter);
    const fails =
      behaviour.failsAt === name || (failEvery !== undefined && attempt === 1 && number % failEvery === 0);
    const dies = behaviour.dies && (mended === undefined || !existsSync(mended));
    this.journal.note({ kind: fails || dies ? 'fail' : 'end', ...entry });
    if (dies) throw new NonRetriableError('not before it is mended');
    if (fails) throw new Error('as the test wants it');
  }
}

/** Ends the process when a file is there. */
async function exitAfter(file: string): Promise<never> {
  while (!existsSync(file)) await sleep(10);
  return process.exit(1);
}
