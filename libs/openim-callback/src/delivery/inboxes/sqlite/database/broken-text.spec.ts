import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { transformSync } from '@swc/core';
import { openDatabase } from './open-database.js';
import { UnusableStorageError } from './storage-problem.js';
import { SqlClient, sourceOf } from './sql-client.js';
import { sqlWorker } from './sql-worker.js';

/** The thread's function as a transpiler leaves it whose helpers are imports of the file around it. */
const transpiled = (): string => {
  const { code } = transformSync(`(${sqlWorker.toString()})`, {
    jsc: { target: 'es5', externalHelpers: true },
    module: { type: 'es6' },
  });
  return code
    .replaceAll(/^import .*$/gm, '')
    .trim()
    .replace(/;$/, '');
};

/** The same as a coverage tool leaves it: with a counter of that file. */
const instrumented = (): string => sqlWorker.toString().replace('{', '{ cov_1().f[0]++;');

describe('a thread whose text was changed', () => {
  let folder: string;

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'broken-text-'));
  });

  afterEach(() => rm(folder, { recursive: true }));

  it.each([
    ['transpiled', transpiled],
    ['instrumented', instrumented],
  ])('because it was %s ends the start with what to do', async (_how, change) => {
    const client = new SqlClient(change());
    try {
      const error: unknown = await openDatabase(client, join(folder, 'a.db'), undefined).catch(
        (thrown: unknown) => thrown,
      );
      expect(error).toBeInstanceOf(UnusableStorageError);
      expect(String(error)).toMatch(/is not defined\)\. Leave the package nestjs-openim-callback as it is/);
    } finally {
      await client.close();
    }
  });

  it('is the only one of that kind: as it is, it runs', async () => {
    const client = new SqlClient(sqlWorker.toString());
    expect(await openDatabase(client, join(folder, 'a.db'), undefined)).toMatchObject({ isNew: true });
    await client.close();
  });
});

describe("the thread's text", () => {
  it('runs as a CommonJS script, and as an ES module where `node --input-type=module -e` has started the app', async () => {
    const text = sourceOf("(port, load) => port.postMessage(typeof load('node:fs').statSync)");
    for (const execArgv of [[], ['--input-type=module']]) {
      const worker = new Worker(text, { eval: true, execArgv });
      expect(await once(worker, 'message')).toEqual(['function']);
      await worker.terminate();
    }
  });
});
