import { closeSync, fdatasyncSync, openSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { readBytes } from '../lib/callbacks.js';
import { serve } from '../lib/child.js';
import { quantile, sorted } from '../lib/stats.js';

serve({
  /**
   * What the disk takes for one callback: appended, then synced, one after the other.
   *
   * @param {{ folder: string, seconds: number }} options
   */
  measure({ folder, seconds }) {
    const file = openSync(join(folder, 'log'), 'a');
    const record = readBytes(0);
    const latencies = [];
    for (const end = performance.now() + seconds * 1000; performance.now() < end;) {
      const start = performance.now();
      writeSync(file, record);
      fdatasyncSync(file);
      latencies.push(performance.now() - start);
    }
    closeSync(file);
    const ordered = sorted(latencies);
    return { p50: quantile(ordered, 0.5), p99: quantile(ordered, 0.99) };
  },
});
