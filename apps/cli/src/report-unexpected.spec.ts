import { readFile, rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import { run } from './program.js';
import { reportUnexpected } from './report-unexpected.js';
import { processIo, type Io } from './io.js';
import { TestOutput } from './testing/run-cli.js';

describe('reportUnexpected', () => {
  async function report(error: unknown): Promise<{ exitCode: number; said: string; details: string }> {
    const stderr = new TestOutput();
    const exitCode = reportUnexpected(error, '1.2.3', ['trigger', '--url', 'http://u:secret@h/cb'], {
      stderr,
    });
    const [file] = /\S+error\.txt/.exec(stderr.text) ?? [];
    if (file === undefined) return { exitCode, said: stderr.text, details: '' };
    const details = await readFile(file, 'utf8');
    await rm(dirname(file), { recursive: true });
    return { exitCode, said: stderr.text, details };
  }

  it.each([
    [new TypeError("Cannot read properties of undefined (reading 'length')"), 'at '],
    ['thrown', 'thrown: thrown'],
    [undefined, 'thrown: undefined'],
    [null, 'thrown: null'],
  ])('says what to do, and keeps %p for the report', async (error, kept) => {
    const { exitCode, said, details } = await report(error);
    expect(exitCode).toBe(70);
    expect(said).toMatch(
      /^error: openim-callback has a bug, and ends\..*\nPlease report it .* with the details/,
    );
    expect(said).not.toMatch(/TypeError|Cannot read|undefined|secret/);
    expect(details).toContain('openim-callback 1.2.3, Node.js v');
    expect(details).toContain('["trigger","--url","http://u:***@h/cb"]');
    expect(details).toContain(kept);
  });

  it('tells what the system says as it is', async () => {
    const error = Object.assign(new Error('ENOSPC: no space left on device, write'), { syscall: 'write' });
    expect(await report(error)).toEqual({
      exitCode: 70,
      said: 'error: ENOSPC: no space left on device, write\n',
      details: '',
    });
  });

  it('is what every command ends with', async () => {
    const stderr = new TestOutput();
    const io: Io = {
      ...processIo,
      stderr,
      stdout: {
        write: () => {
          throw new TypeError("Cannot read properties of undefined (reading 'x')");
        },
      },
    };
    expect(await run(['list'], io)).toBe(70);
    expect(stderr.text).toContain('error: openim-callback has a bug');
    expect(stderr.text).not.toContain('Cannot read');
    await rm(dirname(/\S+error\.txt/.exec(stderr.text)?.[0] ?? ''), { recursive: true });
  });
});
