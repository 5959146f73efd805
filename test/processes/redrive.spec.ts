import { execFile } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { readerWho } from './app/behaviour.js';
import { callsIn, findLost } from './checks/deliveries.js';
import { findDuplicates } from './checks/duplicates.js';
import { expectNone } from './checks/expect-none.js';
import { randomFrom } from './driver/random.js';
import { Traffic } from './driver/traffic.js';
import { untilDelivered, untilShared } from './driver/wait-for.js';
import { Workplace } from './driver/workplace.js';

const TIME = 180_000;

describe('an operator beside running apps', () => {
  let workplace: Workplace;

  beforeAll(async () => {
    workplace = await Workplace.make();
  }, TIME);

  afterAll(() => workplace.remove());

  it(
    'sends dead letters again: the apps deliver each of them once more, to the listener that gave up',
    async () => {
      const mended = join(workplace.folder, 'mended');
      const apps = ['app1', 'app2'].map((name) => workplace.start(name, { lease: 9000, mended }));
      const [app] = apps;
      if (!app) throw new Error('one is needed');
      const urls = await Promise.all(apps.map(({ listening }) => listening));
      await untilShared(workplace.file, [32, 32]);
      const traffic = new Traffic(randomFrom(13));
      await traffic.run(urls, { each: 20, reader: readerWho({ dies: true }) });
      // A fourth has no reader and is taken at once.
      await expect(untilDelivered(app)).resolves.toEqual({ deadLetters: 120 });

      writeFileSync(mended, '');
      const sending = traffic.run(urls, { each: 20 });
      const { stdout } = await promisify(execFile)(process.execPath, [
        join(workplace.compiled, 'test/processes/app/operator.js'),
        workplace.file,
      ]);
      await sending;
      await expect(untilDelivered(app)).resolves.toEqual({ deadLetters: 0 });

      const calls = workplace.journals().flatMap((entries) => callsIn({ entries }));
      expect(stdout.trim()).toBe('120');
      expectNone('lost', findLost(traffic.sent, calls));
      expectNone('repeated', findDuplicates(calls));
      expect(new Set(calls.filter(({ took }) => took).map((call) => call.app))).toEqual(
        new Set(['app1', 'app2']),
      );
    },
    TIME,
  );
});
