import { Buffer } from 'node:buffer';

/** The bytes of a refusal by the app's own listener. */
export const BLOCKED = '{"actionCode":0,"errCode":20001,"errMsg":"blocked","errDlt":"","nextCode":1}';

/** The bytes that let the user's action pass, and that acknowledge an event. */
export const PASSED = '{"actionCode":0,"errCode":0,"errMsg":"","errDlt":"","nextCode":0}';

/** What OpenIM gets. */
export interface Answer {
  readonly text: string;
  readonly body: Readonly<Record<string, unknown>>;
  /** What OpenIM makes of it, whatever the status: it refuses only if `actionCode` is 0 and `nextCode` is 1. */
  readonly refused: boolean;
}

const message = (callbackCommand: string, text: string): object => ({
  sendID: 'u1',
  callbackCommand,
  serverMsgID: '0f4d5d4c8c1b6a2f9a1b2c3d4e5f6071',
  clientMsgID: 'c1a2b3c4d5e6f708192a3b4c5d6e7f80',
  operationID: '1751440000000',
  senderPlatformID: 5,
  senderNickname: 'Alice',
  sessionType: 1,
  msgFrom: 100,
  contentType: 101,
  status: 1,
  sendTime: 1751440000123,
  createTime: 1751440000100,
  content: JSON.stringify({ content: text }),
  seq: 0,
  atUserList: null,
  faceURL: '',
  ex: '',
  recvID: 'u2',
});

/** Callbacks as OpenIM's `webhooks.yml` names them. */
export const callbacks = {
  afterSingleMsgRead: (seqs: readonly number[]): object => ({
    callbackCommand: 'callbackAfterSingleMsgReadCommand',
    conversationID: 'si_u1_u2',
    userID: 'u2',
    Seqs: seqs,
    contentType: 1,
  }),
  beforeSendSingleMsg: (text: string): object => message('callbackBeforeSendSingleMsgCommand', text),
  beforeMsgModify: (text: string): object => message('callbackBeforeMsgModifyCommand', text),
};

/** Sends a callback the way OpenIM does, with what matters of its headers. */
export async function send(url: string, body: object): Promise<Answer> {
  const command = 'callbackCommand' in body ? String(body.callbackCommand) : '';
  const response = await fetch(`${url}/callbackExample/${command}`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json; charset=utf-8', operationID: 'op-1' },
    body: Buffer.from(`${JSON.stringify(body)}\n`),
  });
  const text = await response.text();
  const answer = JSON.parse(text) as Record<string, unknown>;
  return { text, body: answer, refused: answer['actionCode'] === 0 && answer['nextCode'] === 1 };
}
