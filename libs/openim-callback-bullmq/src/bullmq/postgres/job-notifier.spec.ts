import { EventEmitter } from 'node:events';
import { eventually } from '../../../../../test/support/inbox-suite.js';
import { JobNotifier, type ListeningClient } from './job-notifier.js';

/** A client whose connection a test makes and loses. */
class FakeClient extends EventEmitter implements ListeningClient {
  readonly asked: string[] = [];
  ended = false;

  constructor(private readonly reachable: boolean) {
    super();
  }

  async connect(): Promise<void> {
    if (!this.reachable) throw new Error('connect ECONNREFUSED');
  }

  async query(text: string): Promise<void> {
    this.asked.push(text);
  }

  async end(): Promise<void> {
    this.ended = true;
  }
}

describe('JobNotifier', () => {
  const notifierOf = (...reachable: boolean[]) => {
    const clients: FakeClient[] = [];
    const notifier = new JobNotifier(() => {
      const client = new FakeClient(reachable[clients.length] ?? true);
      clients.push(client);
      return client;
    });
    return { notifier, clients };
  };

  /** Whether a wait has ended. */
  const watch = (woken: Promise<void>) => {
    const seen = { ended: false };
    void woken.then(() => (seen.ended = true));
    return seen;
  };

  it('wakes who waits for jobs of the queue that is told of, and nobody else', async () => {
    const { notifier, clients } = notifierOf();
    notifier.listen();
    notifier.listen();
    await eventually(() => expect(clients.map(({ asked }) => asked)).toEqual([['LISTEN bullmq_jobs']]));
    const [one, other] = ['a', 'b'].map((queue) => notifier.wait(queue, 60_000));
    const seen = other && watch(other.woken);
    clients[0]?.emit('notification', { payload: 'a' });
    await one?.woken;
    expect(seen?.ended).toBe(false);
    await notifier.close();
    await other?.woken;
    expect(clients[0]?.ended).toBe(true);
  });

  it('ends a wait when its time is up, or it is told to', async () => {
    const { notifier } = notifierOf();
    await notifier.wait('a', 1).woken;
    const { woken, end } = notifier.wait('a', 60_000);
    end();
    await woken;
    await notifier.close();
  });

  it('connects anew when the connection is lost or cannot be made, and lets everybody look then', async () => {
    const { notifier, clients } = notifierOf(false, true, true);
    notifier.listen();
    await eventually(() => expect(clients).toHaveLength(2));
    await eventually(() => expect(clients[1]?.asked).toHaveLength(1));
    clients[1]?.emit('error');
    clients[1]?.emit('end');
    const { woken } = notifier.wait('a', 60_000);
    await woken;
    expect(clients).toHaveLength(3);
    await notifier.close();
  });
});
