import { after, before } from './wire-command.js';
import { ignored, whenNotEmpty, whenNotNull } from './wire-type.js';

/** Connections and pushes: msggateway and push. Push refusals only reach the server's log. */
export const presenceCommands = [
  after('callbackAfterUserOnlineCommand', 'afterUserOnline', 'v3.7.0'),
  after('callbackAfterUserOfflineCommand', 'afterUserOffline', 'v3.7.0'),
  after('callbackAfterUserKickOffCommand', 'afterUserKickOff', 'v3.7.0', { fires: false }),
  before('callbackBeforeOfflinePushCommand', 'beforeOfflinePush', 'v3.7.0', {
    refusalSeenBy: 'nobody',
    reply: { userIDList: whenNotEmpty('[]string'), offlinePushInfo: whenNotNull('*OfflinePushInfo') },
  }),
  before('callbackBeforeOnlinePushCommand', 'beforeOnlinePush', 'v3.7.0', {
    refusalSeenBy: 'nobody',
    reply: { userIDList: ignored('[]string'), offlinePushInfo: ignored('*OfflinePushInfo') },
  }),
  before('callbackBeforeGroupOnlinePushCommand', 'beforeGroupOnlinePush', 'v3.7.0', {
    refusalSeenBy: 'nobody',
    reply: { userIDList: whenNotEmpty('[]string'), offlinePushInfo: ignored('*OfflinePushInfo') },
  }),
];
