import process from 'node:process';
import { inspectedThreads } from './threads.js';

/** @import { Profiler } from 'node:inspector' */

/** @typedef {Record<string, number>} ThreadTimes CPU time by thread, in microseconds since it began; `process` is all of them */
/** @typedef {Record<string, Profiler.Profile>} ThreadProfiles by thread; V8 counts also the time in which a thread waits */

/** Microseconds between samples: some ten thousand in a few seconds. */
export const INTERVAL = 200;

/** Nanoseconds come first. Evaluated in the thread that is asked. */
const CPU_TIME =
  "Number(require('node:fs').readFileSync('/proc/thread-self/schedstat', 'utf8').split(' ')[0])";

/** What a server's process is asked about its threads. */
export const profiler = {
  /**
   * @returns {Promise<ThreadTimes>}
   * @throws {Error} where the kernel does not tell threads' times: it wants Linux
   */
  async threadTimes() {
    /** @type {ThreadTimes} */
    const times = {};
    for (const [name, post] of await inspectedThreads()) {
      const { result } = await post('Runtime.evaluate', {
        expression: CPU_TIME,
        includeCommandLineAPI: true,
      });
      if (typeof result.value !== 'number') throw new Error(`no CPU time of ${name}: ${result.description}`);
      times[name] = result.value / 1000;
    }
    const { user, system } = process.cpuUsage();
    return { ...times, process: user + system };
  },

  async profile() {
    for (const post of (await inspectedThreads()).values()) {
      await post('Profiler.enable');
      await post('Profiler.setSamplingInterval', { interval: INTERVAL });
      await post('Profiler.start');
    }
  },

  /** @returns {Promise<ThreadProfiles>} since `profile` */
  async profiled() {
    /** @type {ThreadProfiles} */
    const profiles = {};
    for (const [name, post] of await inspectedThreads())
      profiles[name] = (await post('Profiler.stop')).profile;
    return profiles;
  },
};
