import { Inject, Injectable } from '@nestjs/common';
import {
  BeforeMsgModify,
  BeforeMsgModifyEvent,
  BeforeMsgModifyReply,
  BeforeSendGroupMsg,
  BeforeSendSingleMsg,
  MessageEvent,
  modify,
  refuse,
  rewriteTexts,
  textsOf,
  type Modify,
  type Refuse,
} from 'nestjs-openim-callback';
import { WordList } from './word-list.js';

/** What the words that stop a message are provided as: a {@link WordList}. */
export const BLOCKED_WORDS = Symbol('blocked words');

/** What the words that are masked are provided as: a {@link WordList}. */
export const MASKED_WORDS = Symbol('masked words');

/** The code that clients get for a blocked word, the first of those OpenIM leaves to applications. */
export const BLOCKED_WORD_CODE = 20001;

/** Stops messages with blocked words, and masks milder ones. */
@Injectable()
export class WordFilter {
  constructor(
    @Inject(BLOCKED_WORDS) private readonly blocked: WordList,
    @Inject(MASKED_WORDS) private readonly masked: WordList,
  ) {}

  /** Refuses a message with a blocked word. The answer does not say which, or it would teach the way around. */
  @BeforeSendSingleMsg()
  @BeforeSendGroupMsg()
  stop(event: MessageEvent): Refuse | undefined {
    const { own, quoted } = textsOf(event);
    const found = [...own, ...quoted].some((text) => this.blocked.isIn(text));
    return found ? refuse(BLOCKED_WORD_CODE, 'the message contains a blocked word') : undefined;
  }

  /** Masks words in a message that may pass. */
  @BeforeMsgModify()
  mask(event: BeforeMsgModifyEvent): Modify<Pick<BeforeMsgModifyReply, 'content'>> {
    return modify({ content: rewriteTexts(event, (text) => this.masked.mask(text)) });
  }
}
