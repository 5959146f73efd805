import { Cluster, Redis } from 'ioredis';
import { connectionProblem, isRedisClient } from './redis-place.js';

describe('connectionProblem', () => {
  const client = new Redis({ lazyConnect: true, host: 'redis' });

  it.each([
    'redis://redis:6379/0',
    { url: 'redis://redis' },
    { host: 'redis' },
    { port: 6379 },
    { path: '/run/redis.sock' },
    { sentinels: [{ host: 'a' }], name: 'm' },
  ])('is none for %j', (connection) => {
    expect(connectionProblem(connection)).toBeUndefined();
    if (typeof connection !== 'string') expect(isRedisClient(connection)).toBe(false);
  });

  it('is none for a client of ioredis', () => {
    expect(connectionProblem(client)).toBeUndefined();
    expect(isRedisClient(client)).toBe(true);
  });

  it.each([
    [{}, 'does not say where Redis is'],
    [{ password: 'secret' }, 'does not say where Redis is'],
    [{ uri: 'redis://redis' }, 'does not say where Redis is'],
    [null, 'is none'],
    [6379, 'is none'],
    [{ duplicate: () => undefined, sendCommand: () => undefined }, 'not of ioredis'],
  ])('for %j says what to give', (connection, problem) => {
    expect(connectionProblem(connection)).toContain(problem);
    expect(connectionProblem(connection)).toContain('give a url');
  });

  it('for a cluster says what to give', () => {
    const cluster = new Cluster([{ port: 1 }], { lazyConnect: true });
    expect(connectionProblem(cluster)).toContain('a cluster of ioredis');
  });
});
