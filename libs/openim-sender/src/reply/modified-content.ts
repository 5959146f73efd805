import type { WireCommand } from '../commands/wire-command.js';
import { readJson } from '../json/read-json.js';
import { JsonSyntaxError } from '../json/json-node.js';
import type { ReadReply } from './read-reply.js';

/**
 * Why OpenIM rejects the `content` that an answer to beforeMsgModify brings: it must itself be the text of a
 * JSON object, or `null`. The main branch only; releases put any text into the message.
 */
export function rejectedContent(row: WireCommand | undefined, reply: ReadReply): string | undefined {
  const content = reply.fields['content'];
  if (row?.command !== 'callbackBeforeMsgModifyCommand' || typeof content !== 'string') return undefined;
  return isObjectText(content) ? undefined : `webhook msg modify content is not json, content=${content}`;
}

function isObjectText(text: string): boolean {
  try {
    const { kind } = readJson(Buffer.from(text));
    return kind === 'object' || kind === 'null';
  } catch (error) {
    if (error instanceof JsonSyntaxError) return false;
    throw error;
  }
}
