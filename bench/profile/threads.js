import { Session } from 'node:inspector/promises';

/**
 * Asks one thread's inspector.
 *
 * @typedef {(method: string, params?: object) => Promise<any>} Post
 */

/** The main thread's name among those that are asked. */
export const MAIN = 'main thread';

/** @type {Promise<Map<string, Post>> | undefined} */
let attached;

/** The inspectors of this process's threads, by what they are called; workers that start later are not among them. */
export const inspectedThreads = () => (attached ??= attach());

async function attach() {
  const session = new Session();
  session.connect();
  // Its types know only Chrome's methods, one by one.
  const post = /** @type {Post} */ (session.post.bind(session));
  const threads = new Map([[MAIN, post]]);
  session.on('NodeWorker.attachedToWorker', ({ params }) => {
    threads.set(params.workerInfo.title, workerPost(session, post, params.sessionId));
  });
  await post('NodeWorker.enable', { waitForDebuggerOnStart: false });
  return threads;
}

/**
 * What a worker's inspector is asked goes there through that of the main thread, as text.
 *
 * @param {Session} session
 * @param {Post} post
 * @param {string} sessionId
 * @returns {Post}
 */
function workerPost(session, post, sessionId) {
  /** @type {Map<number, { resolve: (result: unknown) => void, reject: (error: Error) => void }>} */
  const waiting = new Map();
  let last = 0;
  session.on('NodeWorker.receivedMessageFromWorker', ({ params }) => {
    if (params.sessionId !== sessionId) return;
    const { id, result, error } = JSON.parse(params.message);
    if (error) waiting.get(id)?.reject(new Error(error.message));
    else waiting.get(id)?.resolve(result);
    waiting.delete(id);
  });
  return (method, params = {}) =>
    new Promise((resolve, reject) => {
      const id = ++last;
      waiting.set(id, { resolve, reject });
      const message = JSON.stringify({ id, method, params });
      post('NodeWorker.sendMessageToWorker', { sessionId, message }).catch(reject);
    });
}
