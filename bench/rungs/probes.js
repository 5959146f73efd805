import { performance } from 'node:perf_hooks';
import process from 'node:process';
import { GCProfiler, getHeapStatistics, promiseHooks } from 'node:v8';

/** @typedef {{ usedHeapSize: number }} HeapStatistics */

let watched = { at: 0, cpu: process.cpuUsage() };
let promises = 0;
/** @type {Function | undefined} */
let stopCounting;
/** @type {{ profiler: GCProfiler, usedBefore: number } | undefined} */
let allocations;

const usedHeap = () => getHeapStatistics().used_heap_size;

/** What a server's process is asked about itself. */
export const probes = {
  watch() {
    watched = { at: performance.now(), cpu: process.cpuUsage() };
  },

  /** The part of one core's time that all threads have taken since `watch`. */
  busy() {
    const { user, system } = process.cpuUsage(watched.cpu);
    return (user + system) / 1000 / (performance.now() - watched.at);
  },

  watchAllocations() {
    const profiler = new GCProfiler();
    profiler.start();
    allocations = { profiler, usedBefore: usedHeap() };
  },

  /** Bytes taken from the JavaScript heap since `watchAllocations`: what it has grown by, and what was collected. */
  allocations() {
    if (!allocations) throw new Error('allocations are not watched');
    const { profiler, usedBefore } = allocations;
    const grown = usedHeap() - usedBefore;
    const { statistics } = profiler.stop();
    const freed = statistics.map(
      ({ beforeGC, afterGC }) => beforeGC.heapStatistics.usedHeapSize - afterGC.heapStatistics.usedHeapSize,
    );
    return { bytes: freed.reduce((sum, each) => sum + each, grown), collections: statistics.length };
  },

  watchPromises() {
    promises = 0;
    stopCounting = promiseHooks.onInit(() => void promises++);
  },

  promises() {
    stopCounting?.();
    return promises;
  },

  /** What is in use after a full collection; needs --expose-gc. */
  memory() {
    globalThis.gc?.();
    const { heapUsed, rss, external } = process.memoryUsage();
    return { heapUsed, rss, external };
  },
};
