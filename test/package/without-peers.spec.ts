import { execFile } from 'node:child_process';
import { cp, mkdir, mkdtemp, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { pack } from '../../scripts/pack.js';

const MODULES = join(import.meta.dirname, '..', '..', 'node_modules');
const run = promisify(execFile);

/** An app that has the library and NestJS, and none of the packages that the library can do without. */
describe('the package in an app without its optional peers', () => {
  let app: string;

  beforeAll(async () => {
    const { folder, modules, manifest } = await install();
    app = folder;
    const { dependencies, peerDependencies, peerDependenciesMeta } = manifest;
    const optional = Object.keys(peerDependenciesMeta);
    expect(optional).toEqual(expect.arrayContaining(['@opentelemetry/api', 'prom-client']));
    const needed = Object.keys({ ...dependencies, ...peerDependencies, '@nestjs/platform-express': '' });
    await link(
      needed.filter((name) => !optional.includes(name)),
      modules,
    );
    for (const build of ['esm', 'cjs'])
      await cp(join(import.meta.dirname, 'without-peers.js'), join(app, `${build}.js`));
  }, 600_000);

  afterAll(() => rm(app, { recursive: true, force: true }));

  it.each(['esm', 'cjs'])(
    'works, and says what an option needs (%s)',
    async (build) => {
      const { stdout } = await run(process.execPath, [`${build}.js`, build], { cwd: app });
      expect(JSON.parse(stdout)).toEqual({
        answered: { actionCode: 0, errCode: 20001, errMsg: 'blocked', errDlt: '', nextCode: 1 },
        delivered: 1,
        metrics: 'Error: the option metrics needs the package prom-client: npm install prom-client',
        tracing:
          'Error: the option tracing needs the package @opentelemetry/api: npm install @opentelemetry/api',
      });
    },
    30_000,
  );
});

/** Tools use these without an app. */
describe('the package in a program without NestJS', () => {
  let folder: string;

  beforeAll(async () => {
    const { modules, manifest, ...installed } = await install();
    folder = installed.folder;
    await link([...Object.keys(manifest.dependencies), 'reflect-metadata'], modules);
  }, 600_000);

  afterAll(() => rm(folder, { recursive: true, force: true }));

  it.each(['contract', 'dead-letters', 'inbox', 'messages', 'operations', 'webhooks'])(
    'has the entry %s, with the same names either way',
    async (entry) => {
      const name = `nestjs-openim-callback/${entry}`;
      const print = `console.log(Object.keys(entry).filter((name) => name !== 'default').sort().join())`;
      const [imported, required] = await Promise.all(
        [`import * as entry from '${name}'; ${print}`, `const entry = require('${name}'); ${print}`].map(
          (script, index) =>
            run(process.execPath, [`--input-type=${index === 0 ? 'module' : 'commonjs'}`, '-e', script], {
              cwd: folder,
            }),
        ),
      );
      expect(imported?.stdout).toBe(required?.stdout);
    },
  );
});

/** The library's tarball in an app of its own. */
async function install() {
  const folder = await mkdtemp(join(tmpdir(), 'openim-callback-alone-'));
  const modules = join(folder, 'node_modules');
  const installed = join(modules, 'nestjs-openim-callback');
  await mkdir(installed, { recursive: true });
  await run('tar', ['-xzf', pack(folder)[0], '-C', installed, '--strip-components=1']);
  await writeFile(join(folder, 'package.json'), '{ "type": "module" }');
  const manifest = JSON.parse(await readFile(join(installed, 'package.json'), 'utf8'));
  return { folder, modules, manifest };
}

async function link(names: readonly string[], modules: string): Promise<void> {
  for (const name of names) {
    const scope = name.startsWith('@') ? name.split('/')[0] : undefined;
    if (scope !== undefined) await mkdir(join(modules, scope), { recursive: true });
    await symlink(join(MODULES, name), join(modules, name), 'junction');
  }
  expect(await readdir(modules)).not.toContain('prom-client');
}
