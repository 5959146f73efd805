import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { UsageError } from '../../command-line.js';
import { type Io, processIo } from '../../io.js';
import { readBody } from './plan-trigger.js';

describe('readBody', () => {
  let folder = '';

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'openim-callback-'));
  });

  afterEach(() => rm(folder, { recursive: true }));

  it('reads the bytes of a file', async () => {
    await writeFile(join(folder, 'body'), Buffer.from([0xff, 0x00, 0x0a]));
    expect(await readBody(join(folder, 'body'), processIo)).toEqual(Buffer.from([0xff, 0x00, 0x0a]));
  });

  it('reads standard input', async () => {
    const io: Io = {
      ...processIo,
      stdin: Readable.from([Buffer.from([0xe4, 0xbd]), Buffer.from([0xa0]), '!']),
    };
    expect((await readBody('-', io)).toString()).toBe('你!');
  });

  it('says which file cannot be read', async () => {
    const reading = readBody(join(folder, 'none'), processIo);
    await expect(reading).rejects.toThrow(UsageError);
    await expect(reading).rejects.toThrow(join(folder, 'none'));
  });
});
