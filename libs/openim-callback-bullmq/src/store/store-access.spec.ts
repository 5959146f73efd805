import { FakeServer } from '../testing/fake-server.js';
import { FakeStore } from '../testing/fake-store.js';
import { StoreAccess } from './store-access.js';
import { StoreProblems } from './store-problems.js';

describe('StoreAccess', () => {
  const accessTo = (server: FakeServer) => {
    const problems = new StoreProblems(() => undefined);
    const access = new StoreAccess({
      connect: (watcher) =>
        Promise.resolve(new FakeStore(server, { name: 'openim', partitions: 1, lease: 1000 }, watcher)),
      problems,
      timeout: 50,
      awayText: (error, wasThere) => `${wasThere ? 'lost' : 'never there'}: ${String(error)}`,
    });
    return { access, problems };
  };

  it('waits for a store that is away as long as is said, and says why it cannot be had', async () => {
    const server = new FakeServer();
    server.kill();
    const { access, problems } = accessTo(server);
    await expect(access.store()).rejects.toThrow('no answer within 50 ms');
    expect(problems.current).toBe('never there: Error: connect ECONNREFUSED');
    expect(String(access.explain(new Error('no answer')))).toContain('ECONNREFUSED');
    server.begin();
    await access.opened();
    expect(problems.current).toBeUndefined();
    await access.close();
  });

  it('prepares the store again when it is back: it may have lost its data', async () => {
    const server = new FakeServer();
    const { access, problems } = accessTo(server);
    await access.opened();
    server.kill();
    expect(problems.current).toContain('lost: ');
    server.begin();
    await new Promise((resolve) => setTimeout(resolve, 10));
    expect(server.calls.filter((call) => call === 'prepare')).toHaveLength(2);
    await access.close();
  });

  it('gives up waiting when the store does not take the app', async () => {
    const refusal = new Error('WRONGPASS invalid username-password pair');
    const access = new StoreAccess({
      connect: (watcher) => {
        watcher.away(refusal);
        return Promise.reject(refusal);
      },
      problems: new StoreProblems(() => undefined),
      timeout: 50,
      awayText: String,
    });
    await expect(access.connect()).rejects.toThrow('WRONGPASS');
    await expect(access.hopeless).rejects.toThrow('WRONGPASS');
  });

  it('is not opened after it was closed', async () => {
    const server = new FakeServer();
    server.kill();
    const { access } = accessTo(server);
    const opened = access.opened();
    await access.close();
    await expect(opened).rejects.toThrow('the inbox is closed');
  });
});
