// Values that OpenIM puts into its callbacks (open-im-server main, 2026-07; its protocol and its client SDK).

type ValueOf<T> = T[keyof T];

/**
 * What the `content` of a message holds. From 1000 to 5000 are notifications, of which only those are named
 * here that have a meaning beyond their group or friendship.
 */
export const ContentType = {
  Text: 101,
  Picture: 102,
  Voice: 103,
  Video: 104,
  File: 105,
  /** Text that mentions users. */
  Mention: 106,
  /** A bundle of forwarded messages. */
  Merged: 107,
  /** A user's card. */
  Card: 108,
  Location: 109,
  /** What the application makes of it. */
  Custom: 110,
  /** Never in a callback. */
  Typing: 113,
  /** A text that answers an earlier message. */
  Quote: 114,
  /** A sticker. */
  Face: 115,
  /** Text with links and styles; `AdvancedText` in the SDK. */
  RichText: 117,
  Markdown: 118,
  /** Custom, and does not move the conversation up; v3.0 only. */
  CustomQuiet: 119,
  /** Custom, for who is online; v3.0 only. */
  CustomOnlineOnly: 120,
  /** A message of a notification account. */
  OANotification: 1400,
  /** Data for the application, sent by `send_business_notification`. */
  BusinessNotification: 2001,
  /** A message was revoked. */
  RevokeNotification: 2101,
  /** Messages were deleted. */
  DeleteNotification: 2102,
  /** Messages were read. */
  ReadReceipt: 2200,
} as const;
/** A value of {@link ContentType}; callbacks may hold others. */
export type ContentType = ValueOf<typeof ContentType>;

/** The kind of a conversation. */
export const SessionType = {
  Single: 1,
  /** Not enabled; old docs call it a group. */
  WriteGroup: 2,
  /** Every group. */
  Group: 3,
  /** The messages of a notification account. */
  Notification: 4,
} as const;
/** A value of {@link SessionType}. */
export type SessionType = ValueOf<typeof SessionType>;

/** Where a message comes from: `msgFrom`. */
export const MessageFrom = { User: 100, System: 200 } as const;
/** A value of {@link MessageFrom}. */
export type MessageFrom = ValueOf<typeof MessageFrom>;

/** How far a message got, as its sender's client says: `status`. */
export const MessageStatus = { Sending: 1, Sent: 2, Failed: 3, Deleted: 4, Filtered: 5 } as const;
/** A value of {@link MessageStatus}. */
export type MessageStatus = ValueOf<typeof MessageStatus>;

/** The kind of a device: `platformID`, `senderPlatformID`. */
export const Platform = {
  IOS: 1,
  Android: 2,
  Windows: 3,
  MacOS: 4,
  Web: 5,
  MiniWeb: 6,
  Linux: 7,
  AndroidPad: 8,
  IPad: 9,
  /** Requests of the application's own server. */
  Admin: 10,
  HarmonyOS: 11,
  /** In the docs, not in the protocol. */
  Bot: 12,
} as const;
/** A value of {@link Platform}. */
export type Platform = ValueOf<typeof Platform>;

/** What a member may do in a group: `roleLevel`. */
export const RoleLevel = { Member: 20, Admin: 60, Owner: 100 } as const;
/** A value of {@link RoleLevel}. */
export type RoleLevel = ValueOf<typeof RoleLevel>;

/** The kind of a group: `groupType`. New groups are working groups. */
export const GroupType = { Normal: 0, Super: 1, Working: 2 } as const;
/** A value of {@link GroupType}. */
export type GroupType = ValueOf<typeof GroupType>;

/** The state of a group: `status` of a group. */
export const GroupStatus = { Normal: 0, Banned: 1, Dismissed: 2, Muted: 3 } as const;
/** A value of {@link GroupStatus}. */
export type GroupStatus = ValueOf<typeof GroupStatus>;

/** Who needs an approval to join a group: `needVerification`. */
export const NeedVerification = { Applicants: 0, Everybody: 1, Nobody: 2 } as const;
/** A value of {@link NeedVerification}. */
export type NeedVerification = ValueOf<typeof NeedVerification>;

/** How somebody came to a group: `joinSource`. */
export const JoinSource = { Admin: 1, Invitation: 2, Search: 3, QRCode: 4 } as const;
/** A value of {@link JoinSource}. */
export type JoinSource = ValueOf<typeof JoinSource>;

/** What becomes of new messages: `recvMsgOpt`, `globalRecvMsgOpt`. */
export const ReceiveOption = { Notify: 0, Block: 1, Silent: 2 } as const;
/** A value of {@link ReceiveOption}. */
export type ReceiveOption = ValueOf<typeof ReceiveOption>;

/** The kind of an account: `appManagerLevel`. */
export const AccountLevel = { Ordinary: 1, Admin: 2, Notification: 3, Robot: 4 } as const;
/** A value of {@link AccountLevel}; 0 is an ordinary account too. */
export type AccountLevel = ValueOf<typeof AccountLevel>;

/** Enterprise edition: the state of an account, `status` of a user. */
export const UserStatus = { Normal: 0, Banned: 1, Expunged: 2 } as const;
/** A value of {@link UserStatus}. */
export type UserStatus = ValueOf<typeof UserStatus>;

/** Enterprise edition: who may add a user as a friend, `addFriendPermission`. */
export const AddFriendPermission = { Ask: 0, Everybody: 1, Nobody: 2 } as const;
/** A value of {@link AddFriendPermission}. */
export type AddFriendPermission = ValueOf<typeof AddFriendPermission>;

/** How a friend application was answered: `handleResult`. */
export const HandleResult = { Refused: -1, Open: 0, Accepted: 1 } as const;
/** A value of {@link HandleResult}. */
export type HandleResult = ValueOf<typeof HandleResult>;

/** What a conversation says of mentions: `groupAtType`. */
export const GroupAtType = { None: 0, Me: 1, Everyone: 2, EveryoneAndMe: 3, Notice: 4 } as const;
/** A value of {@link GroupAtType}. */
export type GroupAtType = ValueOf<typeof GroupAtType>;

/** The id among the mentioned users that stands for everyone in the group. */
export const EVERYONE = 'AtAllTag';

/** Whether a content type is one of OpenIM's notifications: 1000 to 5000, read receipts among them. */
export const isNotification = (contentType: number): boolean => contentType >= 1000 && contentType <= 5000;
