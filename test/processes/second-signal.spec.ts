import { setTimeout as pause } from 'node:timers/promises';
import { callsIn } from './checks/deliveries.js';
import { randomFrom } from './driver/random.js';
import { readFromFile } from './driver/read-file.js';
import { Traffic } from './driver/traffic.js';
import { untilNoted } from './driver/wait-for.js';
import { Workplace } from './driver/workplace.js';

const TIME = 60_000;

describe('an app that is told twice to end', () => {
  let workplace: Workplace;

  beforeEach(async () => {
    workplace = await Workplace.make();
  }, TIME);

  afterEach(() => workplace.remove());

  it(
    'does not wait for its listeners, and keeps their events',
    async () => {
      // Waiting for its listener takes longer than this test may.
      const app = workplace.start('app', { work: 3_600_000, shutdownTimeout: 3_600_000 });
      const url = await app.listening;
      await new Traffic(randomFrom(7)).run([url], { each: 1, connections: 1 });
      await untilNoted(workplace, 'app', 'start', 1);
      const ended = app.ended.then(() => true);
      do app.signal('SIGTERM');
      while (!(await Promise.race([ended, pause(50, false)])));
      expect(callsIn({ entries: workplace.journal('app') })).toHaveLength(1);
      expect(await readFromFile(workplace.file, 'SELECT id FROM events')).toHaveLength(1);
    },
    TIME,
  );
});
