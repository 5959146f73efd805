import { Command } from '../../libs/openim-callback/src/contract/commands.js';

/** An after callback. */
export const readBody = {
  callbackCommand: Command.afterSingleMsgRead,
  conversationID: 'si_u1_u2',
  userID: 'u1',
  Seqs: [1, 2],
  contentType: 1,
};

/** A before callback whose answer can only allow or refuse. */
export const sendBody = {
  callbackCommand: Command.beforeSendSingleMsg,
  sendID: 'u1',
  recvID: 'u2',
  clientMsgID: 'c1',
  content: '{"content":"a secret message"}',
};

/** What lets OpenIM go on. */
export const ALLOWED = { actionCode: 0, errCode: 0, errMsg: '', errDlt: '', nextCode: 0 };

/** What stops it. */
export const refused = (errDlt: string, errCode = 20500, errMsg = 'the request could not be checked') => ({
  actionCode: 0,
  errCode,
  errMsg,
  errDlt,
  nextCode: 1,
});

/** What an after callback gets that was not accepted. */
export const notAccepted = (errMsg: string) => ({
  actionCode: 0,
  errCode: 20500,
  errMsg,
  errDlt: '',
  nextCode: 1,
});
