import { exampleBody } from '../../../libs/openim-sender/src/index.js';

/** A callback that holds a number. */
export interface NumberedCallback {
  readonly command: string;
  readonly body: Readonly<Record<string, unknown>>;
  /** Its ordering key. */
  readonly key: string;
  /** The app's listeners that get it. */
  readonly listeners: readonly string[];
}

/** One of four commands by turns; three of them share the key of a conversation. */
export function numberedCallback(number: number, conversation: number, reader: string): NumberedCallback {
  const groupID = `chat${conversation}`;
  const conversationID = `sg_${groupID}`;
  switch (number % 4) {
    case 0:
      return {
        ...filled('afterSendGroupMsg', { clientMsgID: String(number), groupID, sendID: reader }),
        key: conversationID,
        listeners: ['message'],
      };
    case 1:
      return {
        ...filled('afterRevokeMsg', { conversationID, seq: number, userID: reader }),
        key: conversationID,
        listeners: ['revoke'],
      };
    case 2:
      return {
        ...filled('afterGroupMsgRead', { sendID: groupID, receiveID: groupID, unreadMsgNum: number }),
        key: `user:${groupID}`,
        listeners: ['groupRead'],
      };
    default:
      return {
        ...filled('afterSingleMsgRead', { conversationID, Seqs: [number], userID: reader }),
        key: conversationID,
        listeners: ['read', 'audit'],
      };
  }
}

const filled = (
  command: string,
  fields: Readonly<Record<string, unknown>>,
): Pick<NumberedCallback, 'command' | 'body'> => ({ command, body: { ...exampleBody(command), ...fields } });
