import { callsIn, findLost, findOverlaps } from './checks/deliveries.js';
import { findDisorder } from './checks/order.js';
import { microseconds } from './app/journal.js';
import { readerWho } from './app/behaviour.js';
import { expectNone } from './checks/expect-none.js';
import { randomFrom } from './driver/random.js';
import { readFromFile } from './driver/read-file.js';
import { Traffic } from './driver/traffic.js';
import { stopBetweenWrites, untilDelivered, untilNoted, untilShared } from './driver/wait-for.js';
import { until } from '../support/until.js';
import { Workplace } from './driver/workplace.js';

const TIME = 180_000;
const LEASE = 1500;

describe('a process that stands still for longer than its lease', () => {
  let workplace: Workplace;
  let traffic: Traffic;

  beforeEach(async () => {
    workplace = await Workplace.make();
    traffic = new Traffic(randomFrom(11));
  }, TIME);

  afterEach(() => workplace.remove());

  it(
    'forgets nothing when nobody has taken over',
    async () => {
      const app = workplace.start('app', { lease: LEASE, work: 20 });
      const url = await app.listening;
      await untilShared(workplace.file, [64]);
      // More than can be delivered at once, so that events wait for their turn while it stands.
      await traffic.run([url], { each: 40, connections: 16 });
      await untilNoted(workplace, 'app', 'end', 5);
      const stopped = app.signal('SIGSTOP');
      await until(() => microseconds() > stopped + 2 * LEASE * 1000, 'the lease is over', 60_000);
      const noted = workplace.journal('app').length;
      app.signal('SIGCONT');
      await untilDelivered(app);

      const calls = callsIn({ entries: workplace.journal('app') });
      expect(calls.length).toBeGreaterThan(noted / 2);
      expectNone('lost', findLost(traffic.sent, calls));
      expectNone('at once', findOverlaps(calls));
      expectNone('out of order', findDisorder(traffic.sent, calls));
    },
    TIME,
  );

  it(
    'cannot settle what another has taken over, nor begin anything of it',
    async () => {
      // What the other one fails with waits there for an hour, so that only the late one could remove it.
      const settings = { lease: LEASE, minDelay: 3_600_000 };
      const late = workplace.start('late', settings);
      const other = workplace.start('other', settings);
      const url = await other.listening;
      await late.listening;
      await untilShared(workplace.file, [32, 32]);
      const reader = readerWho({ slow: 1000, failsAt: 'other' });
      // So many conversations that hardly one has two events: what fails in the other one holds up nothing else.
      const conversations = 1_000_000;
      const sending = traffic.run([url], { each: 10, connections: 4, conversations, reader });
      await untilNoted(workplace, 'late', 'start', 3);
      const stopped = await stopBetweenWrites(late, workplace.file);
      await sending;
      const held = callsIn({ entries: workplace.journal('late') }).filter(({ to }) => to === Infinity);
      await until(
        () => {
          const failed = workplace.journal('other').filter(({ kind }) => kind === 'fail');
          const failedIDs = new Set(failed.map(({ eventID }) => eventID));
          return held.every(({ eventID }) => failedIDs.has(eventID));
        },
        'the other one has failed with all that the late one was at',
        60_000,
      );
      late.signal('SIGCONT');
      await until(
        () => callsIn({ entries: workplace.journal('late') }).every(({ to }) => to !== Infinity),
        'the late one has ended what it had',
        60_000,
      );
      // It writes what it still has to write before it ends.
      await late.end('SIGTERM');

      expect(held.length).toBeGreaterThan(0);
      const lateCalls = callsIn({ entries: workplace.journal('late') });
      const calls = [...lateCalls, ...callsIn({ entries: workplace.journal('other') })];
      const kept = new Set(
        (await readFromFile(workplace.file, 'SELECT id FROM events')).map(({ id }) => String(id)),
      );
      expect(held.filter(({ eventID }) => !kept.has(eventID))).toEqual([]);
      // A lease cannot end what is under way: those the late one was at were delivered by both, nothing else.
      const heldIDs = new Set(held.map(({ eventID }) => eventID));
      const overlaps = findOverlaps(calls);
      expect(overlaps.length).toBeGreaterThan(0);
      expect(
        overlaps.filter(([one, next]) => !heldIDs.has(one.eventID) && !heldIDs.has(next.eventID)),
      ).toEqual([]);
      expect(lateCalls.filter(({ eventID, from }) => from > stopped && heldIDs.has(eventID))).toEqual([]);
    },
    TIME,
  );
});
