import type { ReadReply } from './read-reply.js';

/** What OpenIM knows of the operation and the request body does not show. */
export interface HiddenState {
  /**
   * Whether the message of a beforeMsgModify carries offlinePushInfo.
   *
   * @default false
   */
  readonly messageHasOfflinePushInfo?: boolean;
  /**
   * Whether the operation of a beforeUpdateUserInfoEx sets `ex`, which OpenIM never shows in the request.
   *
   * @default false
   */
  readonly userExIsSet?: boolean;
}

/** A nil pointer that OpenIM dereferences. */
export interface Trap {
  readonly field: string;
  readonly detail: string;
}

type Body = Readonly<Record<string, unknown>>;
type Finder = (reply: ReadReply, request: Body, hidden: HiddenState) => Trap | undefined;

const finders: Readonly<Record<string, Finder>> = {
  callbackBeforeMsgModifyCommand: (reply, _request, hidden) =>
    reply.fields['offlinePushInfo'] === null || hidden.messageHasOfflinePushInfo === true
      ? undefined
      : { field: 'offlinePushInfo', detail: 'the message has no offlinePushInfo to copy it into' },

  callbackBeforeUpdateUserInfoExCommand: (reply, request, hidden) => {
    const field = ['faceURL', 'ex', 'nickName'].find(
      (name) => reply.fields[name] !== null && !isSet(name, request, hidden),
    );
    return field === undefined ? undefined : { field, detail: `the request has no ${field} to copy it into` };
  },

  callbackBeforeMembersJoinGroupCommand: (reply) => {
    const index = list(reply.fields['memberCallbackList']).findIndex((member) => userIdOf(member) === null);
    return index < 0
      ? undefined
      : { field: 'memberCallbackList', detail: `element ${String(index)} is null or has no userID` };
  },

  callbackBeforeUserRegisterCommand: (reply) => {
    const index = list(reply.fields['users']).indexOf(null);
    return index < 0 ? undefined : { field: 'users', detail: `element ${String(index)} is null` };
  },
};

/** The nil dereference that an answer causes on the main branch, if any. */
export function findTrap(
  command: string,
  reply: ReadReply,
  request: Body,
  hidden: HiddenState,
): Trap | undefined {
  return Object.hasOwn(finders, command) ? finders[command]?.(reply, request, hidden) : undefined;
}

function isSet(name: string, request: Body, hidden: HiddenState): boolean {
  if (name === 'ex' && hidden.userExIsSet === true) return true;
  return request[name] !== null && request[name] !== undefined;
}

function userIdOf(member: unknown): unknown {
  return typeof member === 'object' && member !== null && 'userID' in member ? member.userID : null;
}

function list(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}
