import { Injectable } from '@nestjs/common';
import {
  BeforeMsgModify,
  BeforeMsgModifyEvent,
  BeforeSendSingleMsg,
  BeforeSendSingleMsgEvent,
  modify,
  OnSingleMsgRead,
  refuse,
  rewriteTexts,
  SingleMsgReadEvent,
  textsOf,
  type BeforeMsgModifyReply,
  type CallbackContext,
  type Modify,
  type Refuse,
} from 'nestjs-openim-callback';

/** The listeners of a small chat backend. */
@Injectable()
export class Chat {
  readonly reads: { readonly seqs: readonly number[]; readonly operationID: string }[] = [];
  /** How often it was asked whether a message may be sent. */
  asked = 0;

  @OnSingleMsgRead()
  onRead(event: SingleMsgReadEvent, { operationID }: CallbackContext): void {
    if (!(event instanceof SingleMsgReadEvent)) throw new TypeError('not the class this build exports');
    this.reads.push({ seqs: event.seqs, operationID });
  }

  @BeforeSendSingleMsg()
  async beforeSend(event: BeforeSendSingleMsgEvent): Promise<Refuse | undefined> {
    this.asked += 1;
    await Promise.resolve();
    if (textsOf(event).own.some((text) => text.includes('crash'))) throw new Error('out of order');
    return textsOf(event).own.some((text) => text.includes('forbidden'))
      ? refuse(20001, 'blocked')
      : undefined;
  }

  @BeforeMsgModify()
  beforeModify(event: BeforeMsgModifyEvent): Modify<Pick<BeforeMsgModifyReply, 'content'>> {
    return modify({ content: rewriteTexts(event, (text) => text.replace('damn', '****')) });
  }
}
