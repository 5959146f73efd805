import fc from 'fast-check';
import { postgresStorage, redisStorage } from './bullmq-storage.js';

describe('redisStorage', () => {
  const shown = (url: string): string => redisStorage(url, {}).name;

  it.each([
    ['redis://127.0.0.1:6379/0', 'redis://127.0.0.1:6379/0'],
    ['redis://:secret@redis/1', 'redis://:***@redis/1'],
    ['rediss://app:secret@redis:6380', 'rediss://app:***@redis:6380'],
    ['redis://app@[::1]:6379', 'redis://app@[::1]:6379'],
    ['redis://redis?password=secret&family=6', 'redis://redis'],
  ])('calls %s %s', (url, name) => {
    expect(shown(url)).toBe(name);
    expect(redisStorage(url, {}).redrivenBy).toContain(name);
  });

  it.each(['', 'redis:6379', 'http://redis:6379', 'redis://', 'redis://:sec/ret@redis:6379'])(
    'refuses %j without repeating it',
    (url) => {
      expect(() => shown(url)).toThrow('--redis must be a URL like redis://host:6379/0');
      expect(() => shown(url)).not.toThrow('ret@');
    },
  );

  it('tells no password, whatever it is', () => {
    fc.assert(
      fc.property(fc.string({ minLength: 1, unit: 'binary' }), (password) => {
        const [user, host] = ['somebody', 'somewhere'];
        expect(shown(`redis://${user}:${encodeURIComponent(password)}@${host}:1/0`)).toBe(
          `redis://${user}:***@${host}:1/0`,
        );
      }),
    );
  });
});

describe('postgresStorage', () => {
  const shown = (url: string): string => postgresStorage(url, {}).name;

  it.each([
    ['postgres://app:secret@db:5432/app?sslmode=require', 'postgres://app:***@db:5432/app'],
    ['postgresql://db/app', 'postgresql://db/app'],
  ])('calls %s %s', (url, name) => {
    expect(shown(url)).toBe(name);
    expect(postgresStorage(url, {}).redrivenBy).toContain(name);
  });

  it.each(['', 'redis://db', 'postgres://', 'postgres://app:sec/ret@db/app'])(
    'refuses %j without repeating it',
    (url) => {
      expect(() => shown(url)).toThrow('--postgres must be a URL like postgres://host:5432/db');
      expect(() => shown(url)).not.toThrow('ret@');
    },
  );
});
