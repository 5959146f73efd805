import { ObjectField, StringListField } from '../fields.js';
import { OfflinePushInfo } from '../objects.js';

/** What an answer to beforeOfflinePush can change. */
export class BeforeOfflinePushReply {
  /**
   * Replaces the list only when NON-EMPTY; [] or null cannot mean "nobody", use nextCode 1 for that.
   */
  @StringListField({ optional: true })
  userIDList?: string[];

  /**
   * Object with title, desc, ex, iOSPushSound, iOSBadgeCount (BOOLEAN), signalInfo; replaces the whole
   * object; must not be {} unless you want empty texts.
   */
  @ObjectField(() => OfflinePushInfo, { optional: true })
  offlinePushInfo?: OfflinePushInfo;
}

/** What an answer to beforeGroupOnlinePush can change. */
export class BeforeGroupOnlinePushReply {
  /** When NON-EMPTY it becomes the push target list; [] or null = all members. */
  @StringListField({ optional: true })
  userIDList?: string[];
}
