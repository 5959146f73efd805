import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openDatabase } from './database/open-database.js';
import { openDeadLetters } from './sqlite-dead-letters.js';
import { SqlClient } from './database/sql-client.js';

describe('openDeadLetters', () => {
  let folder: string;
  let file: string;

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'dead-letters-'));
    file = join(folder, 'inbox.db');
  });

  afterEach(() => rm(folder, { recursive: true }));

  const makeInbox = async (): Promise<void> => {
    const client = new SqlClient();
    await openDatabase(client, file, undefined);
    await client.close();
  };

  it('opens what an inbox has made', async () => {
    await makeInbox();
    const { deadLetters, close } = await openDeadLetters({ file });
    expect(await deadLetters.list()).toEqual([]);
    await close();
  });

  it('makes no file', async () => {
    await expect(openDeadLetters({ file })).rejects.toThrow('there is no such file');
    expect(await readdir(folder)).toEqual([]);
  });

  it('leaves a damaged file as it is', async () => {
    await makeInbox();
    const bytes = await readFile(file);
    bytes.fill(0x5a, 100);
    await writeFile(file, bytes);
    await expect(openDeadLetters({ file })).rejects.toThrow(file);
    expect((await readdir(folder)).filter((name) => name.includes('damaged'))).toEqual([]);
    expect((await readFile(file)).subarray(100, 200)).toEqual(bytes.subarray(100, 200));
  });

  it('makes no inbox of an empty file', async () => {
    await writeFile(file, '');
    await expect(openDeadLetters({ file })).rejects.toThrow('schema version 0');
  });
});
