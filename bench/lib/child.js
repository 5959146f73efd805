import { spawn } from 'node:child_process';
import process from 'node:process';
import { clearTimeout, setTimeout } from 'node:timers';
import { fileURLToPath } from 'node:url';

/**
 * @typedef {object} ChildOptions
 * @property {string} [cpus] cores to pin the process to
 * @property {Record<string, string>} [env] added to the environment
 * @property {readonly string[]} [flags] of Node
 */

const ANSWER_WITHIN = 120_000;

/** A process of its own that does what it is asked, so that contenders share neither heap nor event loop. */
export class Child {
  /**
   * @param {URL} file
   * @param {ChildOptions} options
   */
  constructor(file, { cpus, env = {}, flags = [] } = {}) {
    const command = [process.execPath, '--enable-source-maps', ...flags, fileURLToPath(file)];
    const [program = '', ...args] = cpus === undefined ? command : ['taskset', '-c', cpus, ...command];
    this.file = file;
    this.process = spawn(program, args, {
      stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
      env: { ...process.env, ...env },
    });
    /** @type {Promise<void>} */
    this.exited = new Promise((resolve) => this.process.once('exit', () => resolve()));
    void this.exited.then(endWithBench(this));
  }

  /**
   * Has the child call one of the functions it serves.
   *
   * @param {string} name
   * @param {unknown} [input]
   * @returns {Promise<any>} what it gives; the caller knows the child it wrote
   */
  ask(name, input) {
    return new Promise((resolve, reject) => {
      const fail = (/** @type {string} */ reason) =>
        finish(() => reject(new Error(`${this.file}: ${reason}`)));
      const onExit = () => fail(`ended instead of answering ${name}`);
      const timer = setTimeout(() => fail(`no answer to ${name}`), ANSWER_WITHIN);
      const onMessage = (/** @type {any} */ { error, result }) =>
        error === undefined ? finish(() => resolve(result)) : fail(error);
      const finish = (/** @type {() => void} */ end) => {
        clearTimeout(timer);
        this.process.off('exit', onExit).off('message', onMessage);
        end();
      };
      this.process.once('exit', onExit).once('message', onMessage);
      this.process.send({ name, input });
    });
  }

  /** Ends it: what it holds is thrown away anyway. */
  async end() {
    this.process.kill('SIGKILL');
    await this.exited;
  }
}

/** @type {Set<{ end(): Promise<void> }>} */
const all = new Set();

/**
 * Has a process ended with the bench, whatever happens.
 *
 * @param {{ end(): Promise<void> }} started
 * @returns {() => void} to be called once it has ended
 */
export function endWithBench(started) {
  all.add(started);
  return () => all.delete(started);
}

/** Ends the children that an error or Ctrl-C has left behind. */
export const endAll = () => Promise.all([...all].map((child) => child.end()));

/**
 * Starts a child, uses it, ends it.
 *
 * @template T
 * @param {URL} file
 * @param {ChildOptions} options
 * @param {(child: Child) => Promise<T>} use
 * @returns {Promise<T>}
 */
export async function withChild(file, options, use) {
  const child = new Child(file, options);
  try {
    return await use(child);
  } finally {
    await child.end();
  }
}

/**
 * The child's side: functions that its parent may ask for, one at a time.
 *
 * @param {Record<string, (input: any) => unknown>} functions
 */
export function serve(functions) {
  process.on('message', async (/** @type {any} */ { name, input }) => {
    try {
      process.send?.({ result: await functions[name]?.(input) });
    } catch (error) {
      process.send?.({ error: error instanceof Error ? (error.stack ?? error.message) : String(error) });
    }
  });
  // A parent that was killed takes its children along.
  process.once('disconnect', () => process.exit());
}
