import { judgeRedis } from './redis-durability.js';

const config = (changes: Record<string, string> = {}): ReadonlyMap<string, string> =>
  new Map(
    Object.entries({
      appendonly: 'yes',
      appendfsync: 'always',
      'maxmemory-policy': 'noeviction',
      ...changes,
    }),
  );

const info = (text = ''): string => `# Server\r\nredis_version:7.0.15\r\n${text}`;

describe('judgeRedis', () => {
  it('finds nothing wrong with a Redis that syncs every write', () => {
    expect(judgeRedis(info(), config())).toEqual({
      settings: 'Redis 7.0.15: appendonly yes, appendfsync always, maxmemory-policy noeviction',
      risks: [],
    });
  });

  it.each([
    [{ appendonly: 'no' }, 'appendonly yes'],
    [{ appendfsync: 'everysec' }, 'last second'],
    [{ appendfsync: 'no' }, 'appendfsync always'],
    [{ 'no-appendfsync-on-rewrite': 'yes' }, 'set no-appendfsync-on-rewrite no'],
    [{ 'maxmemory-policy': 'allkeys-lru' }, 'noeviction'],
  ])('says what to set when it finds %j', (changes, advice) => {
    const { risks } = judgeRedis(info(), config(changes));
    expect(risks).toHaveLength(1);
    expect(risks[0]).toContain(advice);
  });

  it('goes by INFO where the configuration must not be read', () => {
    const told = info('aof_enabled:1\r\nmaxmemory_policy:noeviction\r\n');
    expect(judgeRedis(told, undefined).settings).toContain(
      'appendonly yes, appendfsync unknown, maxmemory-policy noeviction',
    );
    expect(judgeRedis(told, undefined).risks).toHaveLength(1);
    expect(judgeRedis('', undefined).risks).toHaveLength(2);
  });
});
