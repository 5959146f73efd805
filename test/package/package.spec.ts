import { execFile } from 'node:child_process';
import { cp, mkdir, mkdtemp, readdir, readFile, rm, stat, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, posix } from 'node:path';
import { promisify } from 'node:util';
import { pack } from '../../scripts/pack.js';

const ROOT = join(import.meta.dirname, '..', '..');
const MODULES = join(ROOT, 'node_modules');
/** Bytes; raise it knowingly, it is what every user downloads. About a fifth of them is the inspector. */
const LARGEST_TARBALL = 950_000;

const run = promisify(execFile);

/** What a node process prints. */
const node = async (cwd: string, ...args: string[]): Promise<string> =>
  (await run(process.execPath, args, { cwd })).stdout;

const CORE = 'nestjs-openim-callback';
const BULLMQ = 'nestjs-openim-callback-bullmq';

let folder: string;
/** Where an app has installed both; everything else it finds in this workspace. */
let app: string;
let tarballs: Readonly<Record<string, string>>;

const installed = (name: string): string => join(app, 'node_modules', name);

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'openim-callback-package-'));
  app = join(folder, 'app');
  const [core, bullmq = ''] = pack(folder, { all: true });
  tarballs = { [CORE]: core, [BULLMQ]: bullmq };
  for (const [name, tarball] of Object.entries(tarballs)) {
    await mkdir(installed(name), { recursive: true });
    await run('tar', ['-xzf', tarball, '-C', installed(name), '--strip-components=1']);
  }
  await symlink(MODULES, join(folder, 'node_modules'), 'junction');
  await writeFile(join(app, 'package.json'), '{ "type": "module" }');
}, 600_000);

afterAll(() => rm(folder, { recursive: true, force: true }));

describe.each([
  [CORE, 'OpenImCallbackModule'],
  [BULLMQ, 'bullmqInbox'],
])('the published package %s', (name, exported) => {
  let files: string[];

  beforeAll(async () => {
    files = await filesBelow(installed(name));
  });

  describe('its files', () => {
    it('are both builds, the sources their maps point at, the documents, and nothing else', async () => {
      const sources = files.filter((file) => file.startsWith('src/'));
      const built = sources
        .map((file) => file.replace(/^src\/(.*)\.ts$/, '$1'))
        .flatMap((file) => ['js', 'js.map', 'd.ts', 'd.ts.map'].map((extension) => `${file}.${extension}`))
        .flatMap((file) => [`dist/cjs/${file}`, `dist/esm/${file}`]);
      const documents = ['CHANGELOG.md', 'LICENSE', 'README.md'];
      expect(sources).toContain('src/index.ts');
      expect(files).toEqual(
        [...documents, 'package.json', 'dist/cjs/package.json', ...sources, ...built].sort(),
      );
    });

    it('hold no tests', async () => {
      expect(files.filter((file) => file.includes('.spec.'))).toEqual([]);
      const sources = files.filter((file) => file.startsWith('src/'));
      const texts = await Promise.all(sources.map((file) => readFile(join(installed(name), file), 'utf8')));
      expect(sources.filter((_, index) => /^describe\(/m.test(texts[index] ?? ''))).toEqual([]);
    });

    it('have maps whose sources are there', async () => {
      const maps = files.filter((file) => file.endsWith('.map'));
      const missing = await Promise.all(
        maps.map(async (file) => {
          const { sources } = JSON.parse(await readFile(join(installed(name), file), 'utf8')) as {
            sources: string[];
          };
          const paths = sources.map((source) => posix.join(posix.dirname(file), source));
          return paths.filter((path) => !files.includes(path));
        }),
      );
      expect(maps.length).toBeGreaterThan(0);
      expect(missing.flat()).toEqual([]);
    });

    it('are a small download', async () => {
      const { size } = await stat(tarballs[name] ?? '');
      expect(size).toBeLessThan(LARGEST_TARBALL);
    });
  });

  it('runs nothing when it is installed, and brings nothing of the workspace', async () => {
    const manifest: unknown = JSON.parse(await readFile(join(installed(name), 'package.json'), 'utf8'));
    expect(manifest).not.toHaveProperty('scripts');
    expect(manifest).not.toHaveProperty('devDependencies');
    expect(JSON.stringify(manifest)).not.toMatch(/"(file|workspace|link):/);
  });

  it('needs only what it declares', async () => {
    const { dependencies, peerDependencies, peerDependenciesMeta } = JSON.parse(
      await readFile(join(installed(name), 'package.json'), 'utf8'),
    );
    const code = files.filter((file) => /^dist\/.*\.(js|d\.ts)$/.test(file));
    const texts = await Promise.all(code.map((file) => readFile(join(installed(name), file), 'utf8')));
    const imported = texts
      .join('\n')
      .matchAll(/(?:from |import |(?:require|import)\()['"]([^.'"][^'"]*)['"]/g);
    const packages = [...imported]
      .flatMap(([, name = '']) => /^(?:@[^/]+\/)?[^/]+/.exec(name) ?? [])
      .filter((name) => !name.startsWith('node:'));
    // without-peers.spec.ts shows that optional ones are not needed.
    const isOptional = (name: string): boolean => peerDependenciesMeta[name]?.optional === true;
    const declared = Object.keys({ ...dependencies, ...peerDependencies });
    const needed = [...new Set(packages)].filter((name) => !isOptional(name));
    expect(needed.sort()).toEqual(declared.filter((name) => !isOptional(name)).sort());
    expect(declared).toEqual(expect.arrayContaining(packages));
  });

  it.each([
    ['import', '--input-type=module', `new URL(import.meta.resolve('${name}')).pathname`, 'esm'],
    ['require', '--input-type=commonjs', `require.resolve('${name}')`, 'cjs'],
  ])('resolves by %s', async (_way, type, resolved, build) => {
    const printed = await node(app, type, '-e', `console.log(${resolved})`);
    expect(printed).toMatch(new RegExp(`/app/node_modules/${name}/dist/${build}/index\\.js\n$`));
  });

  it('exports the same names either way', async () => {
    const names = `console.log(JSON.stringify(Object.keys(build).filter((name) => name !== 'default').sort()))`;
    const imported = await node(
      app,
      '--input-type=module',
      '-e',
      `import * as build from '${name}'; ${names}`,
    );
    const required = await node(
      app,
      '--input-type=commonjs',
      '-e',
      `const build = require('${name}'); ${names}`,
    );
    expect(JSON.parse(imported)).toContain(exported);
    expect(required).toBe(imported);
  });

  it('exposes its package.json, for tools, and no other file', async () => {
    const script = (file: string): string => `console.log(require('${name}/${file}').name)`;
    await expect(node(app, '--input-type=commonjs', '-e', script('package.json'))).resolves.toBe(`${name}\n`);
    await expect(node(app, '--input-type=commonjs', '-e', script('dist/cjs/index.js'))).rejects.toThrow(
      'ERR_PACKAGE_PATH_NOT_EXPORTED',
    );
  });

  it('is accepted by publint', async () => {
    await expect(
      node(ROOT, join(MODULES, 'publint', 'src', 'cli.js'), tarballs[name] ?? '', '--strict'),
    ).resolves.toContain('All good!');
  }, 60_000);

  it('has types that are the right ones everywhere, by "are the types wrong?"', async () => {
    const attw = join(MODULES, '@arethetypeswrong', 'cli', 'dist', 'index.js');
    const printed = await node(ROOT, attw, tarballs[name] ?? '', '--format', 'json');
    const { analysis, problems } = JSON.parse(printed) as { analysis: { types: unknown }; problems?: object };
    expect(analysis.types).toEqual({ kind: 'included' });
    expect(problems ?? {}).toEqual({});
  }, 60_000);
});

describe('the published packages', () => {
  it('works when both builds meet in one process', async () => {
    await cp(join(import.meta.dirname, 'both-builds.js'), join(app, 'both-builds.js'));
    const printed = await node(app, 'both-builds.js');
    const understood = {
      reads: [{ seqs: [3], ofModule: 'SingleMsgReadEvent' }],
      read: { actionCode: 0, errCode: 0, errMsg: '', errDlt: '', nextCode: 0 },
      send: { actionCode: 0, errCode: 20001, errMsg: 'blocked', errDlt: '', nextCode: 1 },
      modify: { actionCode: 0, errCode: 0, errMsg: '', errDlt: '', nextCode: 0, senderNickname: 'Alice' },
    };
    expect(JSON.parse(printed)).toEqual({ separate: true, esModule: understood, commonJs: understood });
  }, 30_000);

  it.each([
    ['import', `connection: { host: '127.0.0.1' }`, 'ioredis'],
    ['require', `connection: { host: '127.0.0.1' }`, 'ioredis'],
    ['import', `postgres: 'postgres://127.0.0.1/app'`, 'pg'],
  ])('loads what is optional only when it is asked for it, by %s with %s', async (way, place, driver) => {
    const [type, load] =
      way === 'import'
        ? ['module', `const { bullmqInbox } = await import('${BULLMQ}')`]
        : ['commonjs', `const { bullmqInbox } = require('${BULLMQ}')`];
    const script = `${load};
      const inbox = bullmqInbox({ ${place} });
      const start = inbox.start({}).then(() => 'started', (error) => error.message);
      start.then(console.log);`;
    // Outside of the folder whose node_modules are this workspace's.
    const apart = await mkdtemp(join(tmpdir(), 'openim-callback-apart-'));
    await mkdir(join(apart, 'node_modules'));
    for (const name of [CORE, BULLMQ])
      await cp(installed(name), join(apart, 'node_modules', name), { recursive: true });
    const others = (await readdir(MODULES)).filter(
      (name) => !name.startsWith('.') && ![CORE, BULLMQ, 'bullmq', driver].includes(name),
    );
    for (const name of others)
      await symlink(join(MODULES, name), join(apart, 'node_modules', name), 'junction');
    const printed = await node(apart, `--input-type=${type}`, '-e', script);
    await rm(apart, { recursive: true });
    expect(printed).toBe(`bullmqInbox needs the package ${driver}: npm install bullmq ${driver}\n`);
  });
});

/** Paths of the files in a folder, sorted, with slashes. */
async function filesBelow(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) =>
      join(entry.parentPath, entry.name)
        .slice(folder.length + 1)
        .replaceAll('\\', '/'),
    )
    .sort();
}
