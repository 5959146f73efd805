import { Injectable } from '@nestjs/common';
import * as library from '../../libs/openim-callback/dist/esm/index.js';
import { decorate, listen } from '../lib/nest-app.js';
import { inboxFile } from '../lib/transactions.js';
import { workloads } from '../lib/workloads.js';

/** @import { Mount, SingleMsgReadEvent } from '../../libs/openim-callback/dist/esm/index.js' */
/** @import { Platform } from '../lib/nest-app.js' */
/** @import { Workload } from '../lib/workloads.js' */
/** @import { Rung } from './rungs.js' */

/**
 * The decorator and the event of the workload's command.
 *
 * @param {Workload} workload
 * @param {((event: SingleMsgReadEvent) => boolean) | undefined} where
 */
function listeningTo({ command }, where) {
  switch (command) {
    case workloads.read.command:
      return { decorator: library.OnSingleMsgRead({ where }), EventClass: library.SingleMsgReadEvent };
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
 * @param {{ platform: Platform, mount: Mount, durable?: boolean, filtered?: boolean, guarded?: boolean, inspected?: boolean }} options
 * @returns {Rung}
 */
export const ours =
  ({ platform, mount, durable = false, filtered = false, guarded = false, inspected = false }) =>
  async ({ workload, listeners, folder, handled }) => {
    const wants = (/** @type {SingleMsgReadEvent} */ { userID }) => {
      // One of ten; what is filtered out is done with, too.
      const isWanted = userID.endsWith('0');
      if (!isWanted) handled();
      return isWanted;
    };
    const { decorator, EventClass } = listeningTo(workload, filtered ? wants : undefined);
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

    const inbox = durable ? library.sqliteInbox({ file: inboxFile(folder) }) : library.memoryInbox();
    const callbacks = library.OpenImCallbackModule.forRoot({ mount, inbox });
    const providers = [Listener, ...otherListeners(listeners - 1)];
    const imports = inspected ? [callbacks, await inspector()] : [callbacks];
    return listen({ imports, providers }, platform, (app) => {
      app.enableShutdownHooks();
      if (guarded) app.useGlobalGuards({ canActivate: () => true });
    });
  };

/** Not loaded by those that do without. */
async function inspector() {
  const { OpenImInspectorModule } = await import('../../libs/openim-callback/dist/esm/inspector.js');
  return OpenImInspectorModule.forRoot();
}

/** Classes with a listener each. */
const otherListeners = (/** @type {number} */ count) =>
  Array.from({ length: count }, (_, index) => {
    class Other {
      on() {}
    }
    Object.defineProperty(Other, 'name', { value: `Other${index}` });
    Injectable()(Other);
    const other = OTHERS[index % OTHERS.length];
    if (other) decorate(Other, 'on', /** @type {() => MethodDecorator} */ (other)());
    return Other;
  });
