import type { BullmqInboxOptions } from '../bullmq-inbox.options.js';
import { storeAddress } from './store-address.js';

describe('storeAddress', () => {
  const cases: readonly (readonly [BullmqInboxOptions, string])[] = [
    [{ connection: {} }, 'localhost:6379'],
    [{ connection: { host: 'redis', port: 1 } }, 'redis:1'],
    [{ connection: { path: '/run/redis.sock' } }, '/run/redis.sock'],
    [{ connection: { sentinels: [{ host: 'a' }], name: 'm' } }, 'sentinel a:26379'],
    [{ connection: 'redis://user:secret@redis:6380/2' }, 'redis:6380'],
    [{ connection: 'user:secret@redis:6380' }, 'redis:6380'],
    [{ connection: { url: 'redis://user:secret@redis:6380/2' } }, 'redis:6380'],
    [{ connection: { options: { host: 'redis', port: 7 }, duplicate: () => undefined } }, 'redis:7'],
    [{ postgres: {} }, 'localhost:5432'],
    [{ postgres: { host: 'db' } }, 'db:5432'],
    [{ postgres: { connectionString: 'postgres://app:secret@db:5/app' } }, 'db:5'],
    [{ postgres: 'postgres://app:secret@db/app' }, 'db'],
  ];

  it.each(cases)('of %j is %s', (options, address) => {
    expect(storeAddress(options)).toBe(address);
  });
});
