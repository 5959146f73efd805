import { callsIn, findLost, findOverlaps, findStrange, type Call } from './checks/deliveries.js';
import { findDuplicates, findSharedIDs } from './checks/duplicates.js';
import { findDisorder } from './checks/order.js';
import { expectNone } from './checks/expect-none.js';
import type { AppProcess } from './driver/app-process.js';
import { randomFrom } from './driver/random.js';
import { Traffic } from './driver/traffic.js';
import { untilDelivered, untilNoted, untilShared } from './driver/wait-for.js';
import { readShares } from './driver/read-file.js';
import { Workplace } from './driver/workplace.js';

const TIME = 180_000;
/** Milliseconds that no process stands still for, however busy the machine is: where nobody is killed nothing is repeated. */
const LEASE = 9000;
const names = (count: number): string[] => Array.from({ length: count }, (_, index) => `app${index + 1}`);
const urlsOf = (apps: readonly AppProcess[]): Promise<string[]> =>
  Promise.all(apps.map(({ listening }) => listening));

describe('several processes on one file', () => {
  let workplace: Workplace;
  let traffic: Traffic;

  beforeEach(async () => {
    workplace = await Workplace.make();
    traffic = new Traffic(randomFrom(7));
  }, TIME);

  afterEach(() => workplace.remove());

  const callsOfAll = (endings: ReadonlyMap<string, number> = new Map()): Call[] =>
    workplace.journals().flatMap((entries) => {
      const endedAt = endings.get(entries[0]?.app ?? '');
      return callsIn({ entries, ...(endedAt === undefined ? {} : { endedAt }) });
    });

  const expectNothingWrong = (calls: readonly Call[]): void => {
    expectNone('lost', findLost(traffic.sent, calls));
    expectNone('never sent', findStrange(traffic.sent, calls));
    expectNone('at once', findOverlaps(calls));
    expectNone('out of order', findDisorder(traffic.sent, calls));
    expectNone('of one id', findSharedIDs(calls));
  };

  const takenBy = (calls: readonly Call[]): string[] =>
    [...new Set(calls.filter(({ took }) => took).map(({ app }) => app))].sort();

  it.each([
    [2, [32, 32]],
    [4, [16, 16, 16, 16]],
  ])(
    '%i of them share the work: each event is delivered once, by one of them, wherever it came in',
    async (count, shares) => {
      const apps = names(count).map((name) => workplace.start(name, { lease: LEASE, work: 2 }));
      const [first] = apps;
      const urls = await urlsOf(apps);
      await untilShared(workplace.file, shares);

      await traffic.run(urls, { each: 50 });
      if (first) await untilDelivered(first);

      const calls = callsOfAll();
      expect(traffic.acknowledged).toBe(400);
      expectNothingWrong(calls);
      expectNone('repeated', findDuplicates(calls));
      expect(takenBy(calls)).toEqual(names(count));
    },
    TIME,
  );

  it(
    'two with leases of different lengths share the work too, as in a deploy that changes it',
    async () => {
      const slow = workplace.start('app1', { lease: 3 * LEASE, work: 2 });
      await slow.listening;
      await untilShared(workplace.file, [64]);
      const quick = workplace.start('app2', { lease: LEASE, work: 2 });
      const urls = await urlsOf([slow, quick]);
      await traffic.run(urls, { each: 50 });
      await untilShared(workplace.file, [32, 32]);
      await traffic.run(urls, { each: 50 });
      await untilDelivered(slow);

      const calls = callsOfAll();
      expectNothingWrong(calls);
      expectNone('repeated', findDuplicates(calls));
      expect(takenBy(calls)).toEqual(names(2));
    },
    TIME,
  );

  it.each([2, 4])(
    'one of %i is killed: the others deliver what it had after its lease',
    async (count) => {
      const apps = names(count).map((name) => workplace.start(name, { lease: 1500, work: 5 }));
      const [victim, ...others] = apps;
      const [witness] = others;
      if (!victim || !witness) throw new Error('two are needed');
      const urls = await urlsOf(apps);
      // Otherwise the others may have delivered all of it before the victim has its share.
      await untilShared(workplace.file, Array<number>(count).fill(64 / count));
      const sending = traffic.run(urls, { each: 60 });
      await untilNoted(workplace, victim.name, 'start', 20);
      // Others take over as soon as it is dead, which is before this process hears of it.
      const killed = victim.signal('SIGKILL');
      const { at } = await victim.ended;
      await sending;
      await untilDelivered(witness);

      const calls = callsOfAll(new Map([[victim.name, killed]]));
      expectNothingWrong(calls);
      const repeated = findDuplicates(calls).flatMap(({ calls: same }) => same.slice(0, -1));
      expect(repeated.filter(({ app }) => app !== victim.name)).toEqual([]);
      expect(calls.filter(({ app, from }) => app === victim.name && from > at)).toEqual([]);
      expect((await readShares(workplace.file)).shares).toHaveLength(count - 1);
    },
    TIME,
  );

  it(
    'the work moves when one joins and when one leaves, and nothing is repeated',
    async () => {
      const start = (name: string): AppProcess => workplace.start(name, { lease: LEASE, work: 2 });
      const first = start('app1');
      const second = start('app2');
      const urls = await urlsOf([first, second]);
      await untilShared(workplace.file, [32, 32]);
      const sending = traffic.run(urls, { connections: 4 });
      const third = start('app3');
      await untilShared(workplace.file, [20, 22, 22]);
      await untilNoted(workplace, 'app3', 'end', 20);

      // By its own signal, not by the one that a terminal sends to all.
      await third.end('SIGTERM');
      const { shares, free } = await readShares(workplace.file);
      expect(shares.length === 2 || free > 0).toBe(true);
      await untilShared(workplace.file, [32, 32]);
      traffic.stop();
      await sending;
      await untilDelivered(first);

      const calls = callsOfAll();
      expectNothingWrong(calls);
      expectNone('repeated', findDuplicates(calls));
      expect(takenBy(calls)).toEqual(names(3));
    },
    TIME,
  );
});
