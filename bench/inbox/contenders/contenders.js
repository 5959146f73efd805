import { join } from 'node:path';
import { inboxFile, transactionsIn } from '../../lib/transactions.js';
import { memoryInbox, sqliteInbox } from '../../../libs/openim-callback/dist/esm/index.js';
import { FsyncLog } from './fsync-log.js';
import { benchTarget } from './target.js';

/** @import { AcceptedEvent, Inbox } from '../../../libs/openim-callback/dist/esm/inbox.js' */

/**
 * @typedef {object} Contender
 * @property {(event: AcceptedEvent) => unknown} append
 * @property {() => number} delivered
 * @property {() => number} [transactions] written so far
 * @property {() => Promise<number>} [serverCpu] microseconds that a server of its own has taken so far
 */

/** @type {Record<string, (folder: string) => Contender | Promise<Contender>>} */
const contenders = {
  memory: () => started(memoryInbox(), true),
  sqlite: (folder) => sqlite(folder, true),
  'sqlite, nothing delivered': (folder) => sqlite(folder, false),
  'append + fdatasync': (folder) => {
    const log = new FsyncLog(join(folder, 'log'));
    return { append: (event) => log.append(event), delivered: () => 0 };
  },
};

/**
 * @param {string} folder
 * @param {boolean} returns whether the listener does
 * @returns {Promise<Contender>}
 */
async function sqlite(folder, returns) {
  const contender = await started(sqliteInbox({ file: inboxFile(folder) }), returns);
  return { ...contender, transactions: () => transactionsIn(folder) };
}

/**
 * @param {Inbox} inbox
 * @param {boolean} returns whether the listener does
 * @returns {Promise<Contender>}
 */
export async function started(inbox, returns) {
  const target = benchTarget(returns);
  await inbox.start(target);
  return { append: (event) => inbox.append(event), delivered: () => target.delivered };
}

/**
 * @param {string} name
 * @param {string} folder
 */
export async function openContender(name, folder) {
  const open = contenders[name];
  if (!open) throw new RangeError(`no contender ${name}`);
  return open(folder);
}
