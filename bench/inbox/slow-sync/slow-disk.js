import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** @typedef {{ env: Record<string, string>, remove: () => void }} SlowDisk */

/**
 * The environment in which a process finds its syncs slow, by a library that gcc makes of slow-sync.c; undefined
 * where there is no gcc.
 *
 * @param {number} milliseconds that each sync takes longer
 * @returns {SlowDisk | undefined}
 */
export function slowDisk(milliseconds) {
  const folder = mkdtempSync(join(os.tmpdir(), 'slow-sync-'));
  const library = join(folder, 'slow-sync.so');
  const source = fileURLToPath(new URL('slow-sync.c', import.meta.url));
  const remove = () => rmSync(folder, { recursive: true, force: true });
  if (spawnSync('gcc', ['-shared', '-fPIC', '-O2', '-o', library, source, '-ldl']).status !== 0) {
    remove();
    return undefined;
  }
  const env = { LD_PRELOAD: library, BENCH_SYNC_DELAY_MICROSECONDS: String(milliseconds * 1000) };
  return { env, remove };
}
