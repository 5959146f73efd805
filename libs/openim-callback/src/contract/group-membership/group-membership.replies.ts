import { ObjectListField } from '../fields.js';
import { JoiningMemberChange } from '../objects.js';

/** What an answer to beforeMemberJoinGroup can change. */
export class BeforeMemberJoinGroupReply {
  /** Changes to single members, each with its `userID`. */
  @ObjectListField(() => JoiningMemberChange, { optional: true })
  memberCallbackList?: JoiningMemberChange[];
}
