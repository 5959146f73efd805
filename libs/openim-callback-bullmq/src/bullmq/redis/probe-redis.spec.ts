import { jest } from '@jest/globals';
import { probeRedis } from './probe-redis.js';

describe('probeRedis', () => {
  it('leaves nothing that keeps a program running when nobody listens', async () => {
    const timers = jest.spyOn(globalThis, 'setTimeout');
    const place = { url: 'redis://127.0.0.1:1', prefix: 'bull', timeout: 2000 };
    await expect(probeRedis(place, () => Promise.resolve())).rejects.toThrow('ECONNREFUSED');
    const kept = timers.mock.results.filter(({ value }) => (value as NodeJS.Timeout).hasRef());
    timers.mockRestore();
    expect(kept).toEqual([]);
  });
});
