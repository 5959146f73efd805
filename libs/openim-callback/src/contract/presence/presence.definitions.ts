import { Command } from '../commands.js';
import { after } from '../definition.js';
import { user } from '../event-keys.js';
import { UserOnlineEvent, UserOfflineEvent, UserKickOffEvent } from './presence.events.js';

/** The presence commands. */
export const presenceDefinitions = {
  afterUserOnline: after({
    command: Command.afterUserOnline,
    key: 'afterUserOnline',
    event: UserOnlineEvent,
    service: 'openim-msggateway',
    trigger:
      "after any change of a user's connections on one gateway, for every platform still connected, and again every 10 to 20 minutes while online",
    since: 'v3.7.0',
    history: 'v3.0-v3.6: callbackUserOnlineCommand, config userOnline',
    orderingKey: (event) => user(event.userID),
  }),
  afterUserOffline: after({
    command: Command.afterUserOffline,
    key: 'afterUserOffline',
    event: UserOfflineEvent,
    service: 'openim-msggateway',
    trigger: 'after a connection of a user was removed from one gateway',
    since: 'v3.7.0',
    history: 'v3.0-v3.6: callbackUserOfflineCommand, config userOffline',
    orderingKey: (event) => user(event.userID),
  }),
  afterUserKickOff: after({
    command: Command.afterUserKickOff,
    key: 'afterUserKickOff',
    event: UserKickOffEvent,
    service: 'openim-msggateway',
    trigger: 'never: OpenIM defines it, but nothing calls it (checked from v3.5.0 to main)',
    since: 'v3.7.0',
    history: 'v3.0-v3.6: callbackUserKickOffCommand, config userKickOff',
    fires: false,
    orderingKey: (event) => user(event.userID),
  }),
};
