import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parse } from 'yaml';
import { buildCli, installLibrary } from '../../testing/build-cli.js';

interface Run {
  readonly code: unknown;
  readonly stdout: string;
  readonly stderr: string;
}

/** An app as it is compiled, which would not come far if it were started. */
const app = (exported: string): string => `
console.log('the app says something');
setInterval(() => undefined, 1000);
class Receipts {
  constructor() { throw new Error('a provider was made'); }
  onRead() {}
}
OnSingleMsgRead()(Receipts.prototype, 'onRead', Object.getOwnPropertyDescriptor(Receipts.prototype, 'onRead'));
class Filter { check() {} }
BeforeSendSingleMsg()(Filter.prototype, 'check', Object.getOwnPropertyDescriptor(Filter.prototype, 'check'));
const filter = { provide: Filter, useFactory: () => { throw new Error('a factory was called'); } };
class AppModule {}
Module({ imports: [OpenImCallbackModule.forRoot({ deadline: 7000 })], providers: [Receipts, filter] })(AppModule);
${exported}`;

const NAMES = 'BeforeSendSingleMsg, OnSingleMsgRead, OpenImCallbackModule';

const ESM = `import { Module } from '@nestjs/common';
import { ${NAMES} } from 'nestjs-openim-callback';
${app('export { AppModule, AppModule as default };')}`;

const CJS = `const { Module } = require('@nestjs/common');
const { ${NAMES} } = require('nestjs-openim-callback');
${app('exports.AppModule = AppModule;')}`;

describe('an app that is loaded and not started', () => {
  let folder = '';
  let program = '';

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'load-plans-'));
    program = await buildCli(folder);
    await installLibrary(folder);
    await mkdir(join(folder, 'apps'));
    const files = {
      'esm.mjs': ESM,
      'cjs.cjs': CJS,
      'plain.mjs': `import { Module } from '@nestjs/common';\nexport class AppModule {}\nModule({})(AppModule);`,
      'throws.mjs': 'throw new Error("no DATABASE_URL");',
      'exits.mjs': 'console.error("I am out"); process.exit(3);',
    };
    for (const [name, text] of Object.entries(files)) await writeFile(join(folder, 'apps', name), text);
  }, 60_000);

  afterAll(() => rm(folder, { recursive: true }));

  const config = (name: string): Promise<Run> =>
    new Promise((resolve) => {
      const argv = [program, 'config', '--app', name, '--url', 'http://h/cb'];
      execFile(process.execPath, argv, { cwd: join(folder, 'apps') }, (error, stdout, stderr) =>
        resolve({ code: error?.code ?? 0, stdout, stderr }),
      );
    });

  it.each(['esm.mjs', 'esm.mjs#default', 'cjs.cjs#AppModule'])(
    'tells what it listens to: %s',
    async (name) => {
      const { code, stdout, stderr } = await config(name);
      expect([code, stderr]).toEqual([0, '']);
      expect(parse(stdout)).toEqual({
        url: 'http://h/cb',
        beforeSendSingleMsg: { enable: true, timeout: 8 },
        afterSingleMsgRead: { enable: true, timeout: 5 },
      });
    },
    30_000,
  );

  it.each([
    ['missing.mjs', 'missing.mjs'],
    ['esm.mjs#Other', 'it exports no class Other; there are: AppModule'],
    ['plain.mjs', 'it imports no OpenImCallbackModule'],
    ['throws.mjs', 'no DATABASE_URL'],
    ['exits.mjs', 'loading it ended with exit code 3\nI am out'],
  ])(
    'says why it cannot: %s',
    async (name, reason) => {
      const { code, stdout, stderr } = await config(name);
      expect([code, stdout]).toEqual([2, '']);
      expect(stderr).toContain(reason);
    },
    30_000,
  );
});
