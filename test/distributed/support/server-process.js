// @ts-check
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { rm } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';

/**
 * How a server is run.
 *
 * @typedef {object} Run
 * @property {string} program
 * @property {readonly string[]} args
 * @property {() => Promise<boolean>} answers whether it is there and has read what it has stored
 * @property {NodeJS.Signals} crash the signal that ends it as a crash does
 * @property {(pid: number, name: NodeJS.Signals) => void} [signal] sends one to all its processes, where it has several
 */

/** A server in a process of its own, with a folder of its own. */
export class ServerProcess {
  #folder;
  #run;
  /** @type {import('node:child_process').ChildProcess | undefined} */
  #process;

  /**
   * @param {number} port
   * @param {string} folder
   * @param {Run} run
   */
  constructor(port, folder, run) {
    this.port = port;
    this.#folder = folder;
    this.#run = run;
  }

  /** Starts it again, on what it has stored. */
  async begin() {
    const { program, args, answers } = this.#run;
    this.#process = spawn(program, args, { cwd: this.#folder, stdio: 'ignore' });
    for (let attempt = 0; attempt < 600; attempt++) {
      if (await answers()) return;
      await sleep(50);
    }
    await this.kill();
    throw new Error(`${program} does not answer on port ${this.port}`);
  }

  /** Ends it as a crash does. */
  async kill() {
    const process = this.#process;
    if (process?.exitCode !== null || process.signalCode !== null) return;
    const exited = once(process, 'exit');
    // Only one that goes on takes every signal.
    this.thaw();
    process.kill(this.#run.crash);
    await exited;
  }

  /** Holds it up: it takes connections and answers nothing. */
  freeze() {
    this.#signal('SIGSTOP');
  }

  /** Lets it go on. */
  thaw() {
    this.#signal('SIGCONT');
  }

  /** Ends it and removes what it has stored. */
  async stop() {
    await this.kill();
    await rm(this.#folder, { recursive: true });
  }

  /** @param {NodeJS.Signals} name */
  #signal(name) {
    const { signal = (/** @type {number} */ pid) => process.kill(pid, name) } = this.#run;
    if (this.#process?.pid !== undefined) signal(this.#process.pid, name);
  }
}
