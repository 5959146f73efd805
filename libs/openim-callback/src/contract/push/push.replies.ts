import { ObjectField, StringListField } from '../fields.js';
import { OfflinePushInfo } from '../objects.js';

/** What an answer to beforeOfflinePush can change; what is left out stays. */
export class BeforeOfflinePushReply {
  /** Replaces the receivers. OpenIM takes `[]` for no change: refuse to push to nobody. */
  @StringListField({ optional: true })
  userIDList?: string[];

  /** Replaces all texts of the push: what is left out of it becomes empty. */
  @ObjectField(() => OfflinePushInfo, { optional: true })
  offlinePushInfo?: OfflinePushInfo;
}

/** What an answer to beforeGroupOnlinePush can change. */
export class BeforeGroupOnlinePushReply {
  /**
   * Pushes to these users instead of all members. OpenIM takes `[]` for no change: refuse to push to nobody.
   *
   * Leave it out for notifications (contentType 1000 to 5000): with it OpenIM skips what it does when members
   * quit or are removed and when a group is dismissed.
   */
  @StringListField({ optional: true })
  userIDList?: string[];
}
