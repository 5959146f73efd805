import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';

/** Where the files of a run are; each sample gets a folder of its own, thrown away after it. */
export class DataFolder {
  /** @param {string} parent */
  constructor(parent) {
    mkdirSync(parent, { recursive: true });
    this.path = mkdtempSync(join(parent, '.data-'));
    this.count = 0;
  }

  /**
   * @template T
   * @param {(folder: string) => Promise<T>} use
   * @returns {Promise<T>}
   */
  async with(use) {
    const folder = join(this.path, String(++this.count));
    mkdirSync(folder);
    try {
      return await use(folder);
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  }

  remove() {
    rmSync(this.path, { recursive: true, force: true });
  }
}
