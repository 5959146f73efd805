import {
  allow,
  Command,
  refuse,
  type AddFriendEvent,
  type BeforeAddFriendEvent,
  type FailurePolicy,
  type OpenImEvent,
} from 'nestjs-openim-callback';
import { meaningOf } from './answer-shape.js';
import { Mailbox } from './mailbox.js';
import { listenerClass } from './named-decorators.js';
import { rawHttp, type RawAnswer, type RawRequest } from './raw-http.js';
import { startApp, type RunningApp, type Setup } from './running-app.js';

export const BEFORE = Command.beforeAddFriend;
export const AFTER = Command.afterAddFriend;

/** The two commands that stand for all others where only the phase counts; they have the same fields. */
export type Spoken = typeof BEFORE | typeof AFTER;

/** What the listener of the before command refuses. */
export const REFUSED_MSG = 'refuse me';

/** An app with one listener that decides, one that listens, and one of each that crashes. */
export interface TwoCommandApp extends RunningApp {
  readonly heard: Mailbox<OpenImEvent>;
  /** Sends a request to a target below the url; `status` and text of the answer, and what it means. */
  readonly ask: (
    target: string,
    request: RawRequest,
    command: string,
  ) => Promise<RawAnswer & { meaning: string }>;
}

/** Boots it. */
export async function startTwoCommandApp(setup: Setup): Promise<TwoCommandApp> {
  const heard = new Mailbox<OpenImEvent>();
  const decide = (event: OpenImEvent): ReturnType<typeof allow> | ReturnType<typeof refuse> => {
    heard.put(event);
    return (event as BeforeAddFriendEvent).reqMsg === REFUSED_MSG ? refuse(20001, 'no') : allow();
  };
  const crash = (): never => {
    throw new Error('a listener crashed');
  };
  const Listeners = listenerClass({
    beforeAddFriend: decide,
    afterAddFriend: (event) => heard.put(event),
    beforeAddBlack: crash,
    afterRemoveBlack: crash,
  });
  const running = await startApp({ ...setup, providers: [Listeners, ...(setup.providers ?? [])] });
  const ask: TwoCommandApp['ask'] = async (target, request, command) => {
    const answer = await rawHttp(running.url + target, request);
    return { ...answer, meaning: request.method === 'HEAD' ? '' : meaningOf(answer.text, command) };
  };
  return { ...running, heard, ask };
}

/** The fields of a body of either command. */
export const FIELDS: Omit<AddFriendEvent, 'callbackCommand'> = {
  fromUserID: 'u1',
  toUserID: 'u2',
  reqMsg: 'hello',
};

/** A body of either command, as text. */
export const bodyOf = (command: string, fields: object = {}): string =>
  `${JSON.stringify({ callbackCommand: command, ...FIELDS, ...fields })}\n`;

/** What a callback that could not be looked at must mean. */
export const meaningOfFailure = (command: string, policy: FailurePolicy): string => {
  if (command === AFTER) return 'not accepted';
  return policy === 'refuse' ? 'refused' : 'allowed';
};

/** What a callback that was understood must mean. */
export const meaningOfSuccess = (command: string): string => (command === AFTER ? 'accepted' : 'allowed');
