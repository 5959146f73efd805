import { evicted, evicts } from '../../messages.js';
import { parseInfo } from './redis-durability.js';

/**
 * Tells whether a Redis removes keys when its memory is full. It does so silently, with all that an event consists of,
 * and its settings can be changed while it runs.
 */
export class Evictions {
  /** Keys that were evicted before the first look. */
  private before: number | undefined;

  /**
   * What is wrong, by what INFO says; undefined when nothing is evicted.
   *
   * @param info what INFO says
   */
  look(info: string): string | undefined {
    const told = parseInfo(info);
    const count = Number(told.get('evicted_keys') ?? 0);
    // A Redis that was started anew counts from 0.
    this.before = Math.min(count, this.before ?? count);
    const policy = told.get('maxmemory_policy') ?? 'noeviction';
    if (policy === 'noeviction' || Number(told.get('maxmemory') ?? 0) === 0) return undefined;
    return count > this.before ? evicted(count - this.before, policy) : evicts(policy);
  }
}
