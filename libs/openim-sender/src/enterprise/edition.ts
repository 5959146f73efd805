import { findCommand } from '../commands/wire-commands.js';
import type { WireCommand } from '../commands/wire-command.js';
import { whenNotNull } from '../commands/wire-type.js';

/** Which OpenIM: the open-source one, or the Enterprise edition as its documentation describes it. */
export type Edition = 'open' | 'enterprise';

type Body = Readonly<Record<string, unknown>>;

/** What the Enterprise edition has besides, where its documentation says so; nothing of it was seen at work. */
const ADDED: Readonly<Record<string, Body>> = {
  callbackBeforeSendSingleMsgCommand: { keyVersion: 0 },
  callbackAfterSendSingleMsgCommand: { keyVersion: 0 },
  callbackBeforeSendGroupMsgCommand: { recvID: '', keyVersion: 0 },
  callbackAfterSendGroupMsgCommand: { recvID: '', keyVersion: 0 },
  callbackBeforeMsgModifyCommand: { recvID: '', keyVersion: 0 },
  callbackBeforeCreateGroupCommand: { displayIsRead: false, muteBypassUserIDs: [] },
  callbackAfterCreateGroupCommand: { displayIsRead: false, muteBypassUserIDs: [] },
};

/** A body of the open-source OpenIM as an edition writes it. */
export function bodyIn(edition: Edition, command: string, body: Body): Record<string, unknown> {
  if (edition === 'open') return { ...body };
  return isConversation(command) ? { ...snakeCased(body), is_marked: false } : { ...body, ...ADDED[command] };
}

/** A command as an edition has it: the answers to the conversation callbacks are spelt otherwise in Enterprise. */
export function commandIn(edition: Edition, commandOrKey: string): WireCommand | undefined {
  const row = findCommand(commandOrKey);
  if (row === undefined || edition === 'open' || row.phase === 'after' || !isConversation(row.command))
    return row;
  return { ...row, reply: { ...snakeCased(row.reply), is_marked: whenNotNull('*bool') } };
}

const isConversation = (command: string): boolean =>
  /^callback(?:Before|After)Create(?:Single|Group)ChatConversationsCommand$/.test(command);

function snakeCased<Value>(members: Readonly<Record<string, Value>>): Record<string, Value> {
  return Object.fromEntries(
    Object.entries(members).map(([name, value]) => [
      name === 'callbackCommand' ? name : name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`),
      value,
    ]),
  );
}
