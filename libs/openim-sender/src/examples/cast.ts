/** The people, conversations and moments that all example bodies share. */
export const cast = {
  alice: 'u1',
  aliceNickname: 'Alice',
  bob: 'u2',
  bobNickname: 'Bob',
  carol: 'u3',
  group: '3145926535',
  groupName: 'Readers',
  singleConversation: 'si_u1_u2',
  groupConversation: 'sg_3145926535',
  operationID: '1751440000000',
  presenceOperationID: 'p_17_2381',
  serverMsgID: '0f4d5d4c8c1b6a2f9a1b2c3d4e5f6071',
  clientMsgID: 'c1a2b3c4d5e6f708192a3b4c5d6e7f80',
  created: 1751440000100,
  sent: 1751440000123,
  textContent: '{"content":"hi <b>&</b> 你好"}',
  /** Go's `string(int32(2))`: the group type as OpenIM puts it into two of the group callbacks. */
  groupTypeCharacter: '\u0002',
} as const;

/** A body without its command, or with it where OpenIM does not write it first; keys in OpenIM's order. */
export type Example = Readonly<Record<string, unknown>>;

/** Example bodies by wire command. */
export type Examples = Readonly<Record<string, Example>>;
