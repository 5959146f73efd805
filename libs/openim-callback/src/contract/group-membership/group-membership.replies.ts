import { ObjectListField } from '../fields.js';
import { JoiningMemberChange } from '../objects.js';

/** What an answer to beforeMemberJoinGroup can change. */
export class BeforeMemberJoinGroupReply {
  /**
   * Every element MUST have userID: null/absent userID or a null element = nil dereference panic (client
   * gets 500). Unknown userIDs are ignored. muteEndTime is unix ms. nickname is all lower case here.
   */
  @ObjectListField(() => JoiningMemberChange, { optional: true })
  memberCallbackList?: JoiningMemberChange[];
}
