import { join } from 'node:path';
import { expectOutageSurvived, FaultBench } from './support/fault-bench.js';
import { Volume } from './support/mounts.js';

describe('a full disk', () => {
  let volume: Volume;

  beforeEach(() => {
    volume = Volume.tmpfs(2048);
  });

  afterEach(() => volume.remove());

  it('holds events until there is room, up to a bound', async () => {
    await expectOutageSurvived({
      file: join(volume.path, 'inbox.db'),
      begin: () => volume.fill(),
      end: () => volume.free(),
      problem: /inbox\.db: the disk is full: make room \(/,
    });
  });

  it('does not keep the app from starting', async () => {
    volume.fill();
    const bench = await new FaultBench({ file: join(volume.path, 'inbox.db') }).start();
    try {
      await bench.append(3);
      expect(bench.held).toEqual([1, 2, 3]);
      await bench.untilFailing(/inbox\.db: the disk is full|cannot be opened or made/);
      volume.free();
      await bench.untilWell();
      expect(bench.delivered).toEqual([1, 2, 3]);
    } finally {
      await bench.inbox.close();
    }
  });
});
