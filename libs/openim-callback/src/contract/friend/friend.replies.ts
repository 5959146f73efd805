import { StringField, StringListField } from '../fields.js';

/** What an answer to beforeImportFriends can change. */
export class BeforeImportFriendsReply {
  /** Replaces the list only when NON-EMPTY; not re-checked (existence, self, duplicates) */
  @StringListField({ optional: true })
  friendUserIDs?: string[];
}

/** What an answer to beforeSetFriendRemark can change. */
export class BeforeSetFriendRemarkReply {
  /** Applied only when not ""; you cannot clear the remark. */
  @StringField({ optional: true })
  remark?: string;
}
