import { Command, type CommandName } from '../contract/commands.js';
import type { OpenImEvent } from '../contract/definition.js';
import { isNotification } from '../contract/constants.js';
import { isRecord } from '../contract/records.js';

/** What is left of a field's value, and why the rest had to go. */
export interface RuledValue {
  /** The value to send; undefined leaves the field out. */
  readonly value?: unknown;
  /** What was dropped and why, for the log. */
  readonly warning?: string;
}

/** Decides what OpenIM can be sent of a value. */
export type FieldRule = (value: unknown, event: Readonly<OpenImEvent>) => RuledValue;

/** What is special about the answers of one command. */
export interface AnswerRules {
  /**
   * Event fields that every allowing answer must repeat, because OpenIM copies them from the answer without
   * looking whether they are there.
   */
  readonly echo?: readonly string[];
  /**
   * Lists of objects that the answer replaces as a whole, and the field that tells their objects apart: what the
   * request has of an object beyond the contract, in editions that know more, is repeated.
   */
  readonly completed?: Readonly<Record<string, string>>;
  /** Rules by field, also for fields that exist in OpenIM but not in the reply class. */
  readonly fields?: Readonly<Record<string, FieldRule>>;
}

const dropped =
  (why: string): FieldRule =>
  () => ({ warning: why });

const IGNORED = dropped('OpenIM reads it and does nothing with it');

const NOT_EMPTY: FieldRule = (value) =>
  (Array.isArray(value) || typeof value === 'string') && value.length === 0
    ? { warning: 'OpenIM takes an empty value for no change; refuse instead if nothing may remain' }
    : { value };

const REDIRECTS = dropped(
  'it would make OpenIM change another group than the one it checked the permission for',
);

/** Returning a value for a field that was null dereferences nil in OpenIM; the user gets a 500. */
const ONLY_IF_SENT =
  (field: string): FieldRule =>
  (value, event) =>
    new Map<string, unknown>(Object.entries(event)).get(field) === null
      ? { warning: 'the request did not change it, and OpenIM crashes on an answer that does' }
      : { value };

/** What is as it was need not be sent; a content that OpenIM would not take back may stay as it is. */
const UNLESS_UNCHANGED =
  (field: string): FieldRule =>
  (value, event) =>
    new Map<string, unknown>(Object.entries(event)).get(field) === value ? {} : { value };

/** A null element, or a member without userID, dereferences nil in OpenIM; the user gets a 500. */
const WITH_USER_ID: FieldRule = (value) => {
  if (!Array.isArray(value)) return { value };
  const usable: unknown[] = value.filter(namesUser);
  const warning = `${value.length - usable.length} of ${value.length} entries have no userID, and OpenIM crashes on such an entry`;
  return usable.length === value.length ? { value } : { value: usable, warning };
};

const namesUser = (entry: unknown): boolean => {
  const userID = isRecord(entry) && Object.hasOwn(entry, 'userID') ? entry['userID'] : undefined;
  return userID !== undefined && userID !== null && userID !== '';
};

const then =
  (first: FieldRule, second: FieldRule): FieldRule =>
  (value, event) => {
    const before = first(value, event);
    if (before.value === undefined) return before;
    const after = second(before.value, event);
    return {
      value: after.value,
      warning: [before.warning, after.warning].filter(Boolean).join('; ') || undefined,
    };
  };

/** System notifications (content types 1000 to 5000) whose handling a userIDList would skip in openim-push. */
const NOT_ON_NOTIFICATIONS: FieldRule = (value, event) =>
  'contentType' in event && isNotification(Number(event.contentType))
    ? { warning: 'on a system notification it makes OpenIM skip the handling of members who left' }
    : { value };

/**
 * The commands whose answers have traps (open-im-server v3.7.0 to main, 2026-07). In OpenIM each is a copy
 * without a nil check, a list that replaces only when it is not empty, or a field that is parsed and dropped.
 */
export const answerRules: Partial<Readonly<Record<CommandName, AnswerRules>>> = {
  [Command.beforeSetGroupInfo]: {
    echo: ['groupID', 'groupName', 'introduction', 'faceURL'],
    fields: { groupID: REDIRECTS, notification: IGNORED },
  },
  [Command.beforeSetGroupInfoEx]: {
    echo: [
      'groupID',
      'groupName',
      'introduction',
      'faceURL',
      'ex',
      'needVerification',
      'lookMemberInfo',
      'applyMemberFriend',
    ],
    fields: { groupID: REDIRECTS, notification: IGNORED },
  },
  [Command.beforeUpdateUserInfoEx]: {
    fields: {
      nickname: ONLY_IF_SENT('nickname'),
      faceURL: ONLY_IF_SENT('faceURL'),
      ex: dropped('the request never tells whether ex was set, and OpenIM crashes when it was not'),
    },
  },
  [Command.beforeMsgModify]: {
    fields: {
      content: UNLESS_UNCHANGED('content'),
      offlinePushInfo: dropped(
        'OpenIM crashes when the message has none, which the callback does not tell; use beforeOfflinePush',
      ),
      msgDataList: IGNORED,
    },
  },
  [Command.beforeMemberJoinGroup]: { fields: { memberCallbackList: then(WITH_USER_ID, NOT_EMPTY) } },
  [Command.beforeUserRegister]: {
    completed: { users: 'userID' },
    fields: { users: then(WITH_USER_ID, NOT_EMPTY) },
  },
  [Command.beforeImportFriends]: { fields: { friendUserIDs: NOT_EMPTY } },
  [Command.beforeSetFriendRemark]: { fields: { remark: NOT_EMPTY } },
  [Command.beforeOfflinePush]: { fields: { userIDList: NOT_EMPTY } },
  [Command.beforeOnlinePush]: { fields: { userIDList: IGNORED, offlinePushInfo: IGNORED } },
  [Command.beforeGroupOnlinePush]: {
    fields: { userIDList: then(NOT_EMPTY, NOT_ON_NOTIFICATIONS), offlinePushInfo: IGNORED },
  },
  [Command.beforeInviteUserToGroup]: { fields: { refusedMembersAccount: IGNORED } },
  [Command.beforeCreateGroup]: { fields: { applyMemberFriend: IGNORED } },
};
