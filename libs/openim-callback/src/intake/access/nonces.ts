import type { NonceStore } from './signature-options.js';

/** Nonces that are remembered unless another number is given: about 15 MB. */
const MAX_NONCES = 100_000;

/**
 * Used nonces in the memory of this process, the latest. Past that number the oldest is forgotten, and could be used
 * again; so can all of them after a restart, and those of another replica.
 */
export class MemoryNonces implements NonceStore {
  private readonly used = new Set<string>();

  constructor(private readonly most: number = MAX_NONCES) {}

  claim(nonce: string): boolean {
    if (this.used.has(nonce)) return false;
    this.used.add(nonce);
    if (this.used.size > this.most) {
      const [oldest] = this.used;
      if (oldest !== undefined) this.used.delete(oldest);
    }
    return true;
  }

  /** How many are remembered. */
  get size(): number {
    return this.used.size;
  }
}
