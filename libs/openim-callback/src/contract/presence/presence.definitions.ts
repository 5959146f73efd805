import { Command } from '../commands.js';
import { after } from '../definition.js';
import { user } from '../ordering-keys.js';
import { UserOnlineEvent, UserOfflineEvent, UserKickOffEvent } from './presence.events.js';

/** The presence commands. */
export const presenceDefinitions = {
  afterUserOnline: after({
    command: Command.afterUserOnline,
    key: 'afterUserOnline',
    event: UserOnlineEvent,
    service: 'openim-msggateway',
    trigger:
      "WsServer.ChangeOnlineStatus: any change of the user's connection set on this gateway, and a renewal tick",
    since: 'v3.7.0 (v3.0-v3.6: callbackUserOnlineCommand, config userOnline)',
    orderingKey: (event) => user(event.userID),
  }),
  afterUserOffline: after({
    command: Command.afterUserOffline,
    key: 'afterUserOffline',
    event: UserOfflineEvent,
    service: 'openim-msggateway',
    trigger: 'connection(s) removed from the user map of this gateway',
    since: 'v3.7.0 (v3.0-v3.6: callbackUserOfflineCommand, config userOffline)',
    orderingKey: (event) => user(event.userID),
  }),
  afterUserKickOff: after({
    command: Command.afterUserKickOff,
    key: 'afterUserKickOff',
    event: UserKickOffEvent,
    service: 'openim-msggateway',
    trigger: 'NEVER: webhookAfterUserKickOff is defined but has no caller (checked v3.5.0..HEAD)',
    since: 'v3.7.0 name (v3.0-v3.6: callbackUserKickOffCommand, config userKickOff)',
    fires: false,
    orderingKey: (event) => user(event.userID),
  }),
};
