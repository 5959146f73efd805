import { after, before } from './wire-command.js';
import { ignored, whenNotEmpty, whenNotNull } from './wire-type.js';

/** Connections and pushes: msggateway and push. Push refusals only reach the server's log. */
export const presenceCommands = [
  after('callbackAfterUserOnlineCommand', 'afterUserOnline'),
  after('callbackAfterUserOfflineCommand', 'afterUserOffline'),
  after('callbackAfterUserKickOffCommand', 'afterUserKickOff', { fires: false }),
  before('callbackBeforeOfflinePushCommand', 'beforeOfflinePush', {
    refusalSeenBy: 'nobody',
    reply: { userIDList: whenNotEmpty('[]string'), offlinePushInfo: whenNotNull('*OfflinePushInfo') },
  }),
  before('callbackBeforeOnlinePushCommand', 'beforeOnlinePush', {
    refusalSeenBy: 'nobody',
    reply: { userIDList: ignored('[]string'), offlinePushInfo: ignored('*OfflinePushInfo') },
  }),
  before('callbackBeforeGroupOnlinePushCommand', 'beforeGroupOnlinePush', {
    refusalSeenBy: 'nobody',
    reply: { userIDList: whenNotEmpty('[]string'), offlinePushInfo: ignored('*OfflinePushInfo') },
  }),
];
