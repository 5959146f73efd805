/** The events and replies of every family, and what they are made of. */
export {
  AccountLevel,
  AddFriendPermission,
  ContentType,
  EVERYONE,
  GroupAtType,
  GroupStatus,
  GroupType,
  HandleResult,
  JoinSource,
  MessageFrom,
  MessageStatus,
  NeedVerification,
  Platform,
  ReceiveOption,
  RoleLevel,
  SessionType,
  UserStatus,
} from './constants.js';
export * from './conversation/conversation.events.js';
export * from './conversation/conversation.replies.js';
export * from './friend/friend.events.js';
export * from './friend/friend.replies.js';
export * from './group/group.events.js';
export * from './group/group.replies.js';
export * from './group-membership/group-membership.events.js';
export * from './group-membership/group-membership.replies.js';
export * from './group-profile/group-profile.events.js';
export * from './group-profile/group-profile.replies.js';
export * from './message/message.events.js';
export * from './message/message.replies.js';
export * from './objects.js';
export * from './presence/presence.events.js';
export * from './push/push.events.js';
export * from './push/push.replies.js';
export * from './read/read.events.js';
export * from './user/user.events.js';
export * from './user/user.replies.js';
