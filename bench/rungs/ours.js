import { Injectable } from '@nestjs/common';
import { join } from 'node:path';
import * as library from '../../libs/openim-callback/dist/esm/index.js';
import { decorate, listen } from '../lib/nest-app.js';
import { workloads } from '../lib/workloads.js';

/** @import { Mount } from '../../libs/openim-callback/dist/esm/index.js' */
/** @import { Platform } from '../lib/nest-app.js' */
/** @import { Workload } from '../lib/workloads.js' */
/** @import { Rung } from './rungs.js' */

/**
 * The decorator and the event of the workload's command.
 *
 * @param {Workload} workload
 */
function listeningTo({ command }) {
  switch (command) {
    case workloads.read.command:
      return { decorator: library.OnSingleMsgRead(), EventClass: library.SingleMsgReadEvent };
    case workloads.message.command:
      return { decorator: library.OnSendSingleMsg(), EventClass: library.SendSingleMsgEvent };
    case workloads.refusal.command:
      return { decorator: library.BeforeSendSingleMsg(), EventClass: library.BeforeSendSingleMsgEvent };
    case workloads.megabyte.command:
      return { decorator: library.OnDismissGroup(), EventClass: library.DismissGroupEvent };
    default:
      throw new RangeError(`nothing listens to ${command}`);
  }
}

/** Decorators of after commands that no workload sends. */
const OTHERS = [
  library.OnAddFriend,
  library.OnCreateGroup,
  library.OnGroupMsgRead,
  library.OnJoinGroup,
  library.OnKickGroupMember,
  library.OnRevokeMsg,
  library.OnSendGroupMsg,
  library.OnUserOffline,
  library.OnUserOnline,
  library.OnUserRegister,
];

/**
 * This module with one listener of the command that is sent, which takes the typed event, and others of commands that
 * are not.
 *
 * @param {{ platform: Platform, mount: Mount, durable?: boolean }} options
 * @returns {Rung}
 */
export const ours =
  ({ platform, mount, durable = false }) =>
  ({ workload, listeners, folder, handled }) => {
    const { decorator, EventClass } = listeningTo(workload);
    const isRefusal = workload === workloads.refusal;

    class Listener {
      /** @param {object} event */
      on(event) {
        if (event instanceof EventClass) handled();
        return isRefusal ? library.refuse(20001, 'blocked') : undefined;
      }
    }
    Injectable()(Listener);
    decorate(Listener, 'on', decorator);

    const inbox = durable ? library.sqliteInbox({ file: join(folder, 'inbox.db') }) : library.memoryInbox();
    const callbacks = library.OpenImCallbackModule.forRoot({ mount, inbox });
    const providers = [Listener, ...otherListeners(listeners - 1)];
    return listen({ imports: [callbacks], providers }, platform, (app) => app.enableShutdownHooks());
  };

/** Classes with a listener each. */
const otherListeners = (/** @type {number} */ count) =>
  Array.from({ length: count }, (_, index) => {
    class Other {
      on() {}
    }
    Object.defineProperty(Other, 'name', { value: `Other${index}` });
    Injectable()(Other);
    const other = OTHERS[index % OTHERS.length];
    if (other) decorate(Other, 'on', other());
    return Other;
  });
