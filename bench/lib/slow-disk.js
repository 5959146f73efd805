import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** @typedef {Record<string, string>} Environment */
/** @typedef {(milliseconds: number) => Environment} SlowDisk the environment in which each sync takes so long at least */

/**
 * Makes syncs slow for who asks, by a library that gcc makes of slow-sync.c; gives null where there is no gcc.
 *
 * @template T
 * @param {(slowDisk: SlowDisk) => Promise<T>} use
 * @returns {Promise<T | null>}
 */
export async function withSlowDisk(use) {
  const folder = mkdtempSync(join(os.tmpdir(), 'slow-sync-'));
  try {
    const library = join(folder, 'slow-sync.so');
    const source = fileURLToPath(new URL('slow-sync.c', import.meta.url));
    if (spawnSync('gcc', ['-shared', '-fPIC', '-O2', '-o', library, source, '-ldl']).status !== 0)
      return null;
    return await use((milliseconds) => ({
      LD_PRELOAD: library,
      BENCH_SYNC_MICROSECONDS: String(Math.round(milliseconds * 1000)),
    }));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
