import { Evictions } from './evictions.js';

const info = (policy: string, maxmemory: number, evicted: number): string =>
  `# Memory\r\nmaxmemory:${maxmemory}\r\nmaxmemory_policy:${policy}\r\n# Stats\r\nevicted_keys:${evicted}\r\n`;

describe('Evictions', () => {
  it('are none where nothing is evicted', () => {
    const evictions = new Evictions();
    expect(evictions.look(info('noeviction', 1000, 0))).toBeUndefined();
    expect(evictions.look(info('allkeys-lru', 0, 0))).toBeUndefined();
    expect(evictions.look('')).toBeUndefined();
  });

  it('are told of before they happen, and counted from the first look', () => {
    const evictions = new Evictions();
    expect(evictions.look(info('allkeys-lru', 1000, 5))).toBe(
      'Redis removes acknowledged events when its memory is full (maxmemory-policy allkeys-lru): set noeviction',
    );
    expect(evictions.look(info('allkeys-lru', 1000, 101))).toBe(
      'Redis has removed 96 keys since its memory was full (maxmemory-policy allkeys-lru), acknowledged events may be among them: set noeviction',
    );
    expect(evictions.look(info('noeviction', 1000, 101))).toBeUndefined();
  });

  it('of keys that run out anyway lose no event', () => {
    expect(new Evictions().look(info('volatile-ttl', 1000, 0))).toContain('events may be delivered twice');
  });

  it('are counted from 0 when Redis was started anew', () => {
    const evictions = new Evictions();
    evictions.look(info('allkeys-lru', 1000, 50));
    expect(evictions.look(info('allkeys-lru', 1000, 0))).toContain('when its memory is full');
    expect(evictions.look(info('allkeys-lru', 1000, 3))).toContain('has removed 3 keys');
  });
});
