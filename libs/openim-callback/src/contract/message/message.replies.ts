import { BooleanMapField, Int32Field, StringField, StringListField } from '../fields.js';

/** What an answer to beforeMsgModify can change. */
export class BeforeMsgModifyReply {
  /**
   * Must be a string containing a JSON OBJECT (or "null") at HEAD: otherwise ArgsError 1001 "webhook msg
   * modify content is not json" and the send is refused. v3.8.3-patch.16 does not check.
   */
  @StringField({ optional: true })
  content?: string;

  @StringField({ optional: true })
  recvID?: string;

  @StringField({ optional: true })
  groupID?: string;

  /** Changes the id returned to the sender; SDK will not match it. */
  @StringField({ optional: true })
  clientMsgID?: string;

  /** Changes the id returned to the sender. */
  @StringField({ optional: true })
  serverMsgID?: string;

  @Int32Field({ optional: true })
  senderPlatformID?: number;

  @StringField({ optional: true })
  senderNickname?: string;

  /** Request calls it faceURL. */
  @StringField({ optional: true })
  senderFaceURL?: string;

  /** Too late to change routing safely. */
  @Int32Field({ optional: true })
  sessionType?: number;

  @Int32Field({ optional: true })
  msgFrom?: number;

  @Int32Field({ optional: true })
  contentType?: number;

  @Int32Field({ optional: true })
  status?: number;

  /** Map<string,bool>, replaces the whole options map. */
  @BooleanMapField({ optional: true })
  options?: Record<string, boolean>;

  /** Request calls it atUserList; [] clears the list, null/absent leaves it. */
  @StringListField({ optional: true })
  atUserIDList?: string[];

  @StringField({ optional: true })
  attachedInfo?: string;

  @StringField({ optional: true })
  ex?: string;
}
