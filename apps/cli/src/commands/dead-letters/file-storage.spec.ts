import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { checkFile } from './file-storage.js';
import { StorageError } from './storage.js';

describe('checkFile', () => {
  let folder = '';

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'check-file-'));
  });

  afterAll(() => rm(folder, { recursive: true }));

  it.each(['', 'notes', 'SQLite format 4\0 and more'])('refuses a file that begins with %j', async (text) => {
    const file = join(folder, 'notes.txt');
    await writeFile(file, text);
    await expect(checkFile(file)).rejects.toThrow(`${file} is no SQLite database`);
  });

  it('lets SQLite files pass, and leaves missing ones to the library', async () => {
    const file = join(folder, 'some.db');
    await writeFile(file, 'SQLite format 3\0 and more');
    await expect(checkFile(file)).resolves.toBeUndefined();
    await expect(checkFile(join(folder, 'missing.db'))).resolves.toBeUndefined();
  });

  it('refuses a folder', async () => {
    await expect(checkFile(folder)).rejects.toThrow(StorageError);
  });
});
