import { StringField, StringListField } from '../fields.js';

/** What an answer to beforeImportFriends can change. */
export class BeforeImportFriendsReply {
  /**
   * Replaces the friends. OpenIM does not check them again, neither that they exist nor that they differ from
   * each other and from the owner. It takes `[]` for no change: refuse to import nobody.
   */
  @StringListField({ optional: true })
  friendUserIDs?: string[];
}

/** What an answer to beforeSetFriendRemark can change. */
export class BeforeSetFriendRemarkReply {
  /** OpenIM takes `''` for no change: a remark cannot be cleared here. */
  @StringField({ optional: true })
  remark?: string;
}
