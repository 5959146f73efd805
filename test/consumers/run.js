/**
 * Installs the packed library into apps as users have them, and runs their tests on every Node version that the
 * library supports: `npm run test:consumers`, or with names and versions after `--` for some of them only.
 */
import { execFile } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { promisify } from 'node:util';
import { pack } from '../../scripts/pack.js';
import { RedisServer, redisVersion } from '../distributed/support/redis-server.js';
import { installNodes } from './install-nodes.js';

const NODE_VERSIONS = ['20', '22', '24'];
const HERE = import.meta.dirname;
/** Folders with a package.json of their own. */
const CONSUMERS = readdirSync(HERE).filter((name) => name.startsWith('nest'));
/** What is packed, in that order. */
const PACKAGES = ['nestjs-openim-callback', 'nestjs-openim-callback-bullmq'];
/** Milliseconds after which something hangs; nothing here takes a fifth of it. */
const TIMEOUT = 300_000;

const run = promisify(execFile);
let passed = 0;
let failed = 0;

const wanted = (all) => {
  const asked = all.filter((name) => process.argv.includes(name));
  return asked.length > 0 ? asked : all;
};

const folder = mkdtempSync(join(tmpdir(), 'openim-callback-consumers-'));
console.log(`in ${folder}`);
const tarballs = await step('pack', async () => pack(folder, { all: true }));
const nodes = await step('Node binaries', () => installNodes(join(folder, 'nodes'), wanted(NODE_VERSIONS)));
const redis = redisVersion() === undefined ? undefined : await RedisServer.start();
const environment = redis === undefined ? {} : { REDIS_PORT: redis.port };
if (tarballs && nodes) for (const consumer of wanted(CONSUMERS)) await test(consumer);
await redis?.stop();
if (failed === 0) rmSync(folder, { recursive: true, force: true });
console.log(`${passed} passed, ${failed} failed`);
process.exitCode = failed === 0 ? 0 : 1;

async function test(consumer) {
  const app = copy(consumer);
  // No install scripts: the library and what it needs must do without.
  const installed = npm(app, ['install', '--ignore-scripts', '--no-audit', '--no-fund']);
  if (!(await step(`${consumer}: install`, installed))) return;
  await step(`${consumer}: type check`, npm(app, ['run', 'typecheck']));
  if (!(await step(`${consumer}: build`, npm(app, ['run', 'build'])))) return;
  for (const { major, version, bin } of nodes) {
    const PATH = `${bin}${delimiter}${process.env.PATH}`;
    await step(
      `${consumer}: tests on Node ${version}`,
      npm(app, ['test'], { ...environment, PATH, EXPECTED_NODE: major }),
    );
  }
}

/** A copy of the app, so that nothing is installed into the checkout. */
function copy(consumer) {
  const app = join(folder, consumer);
  mkdirSync(app);
  cpSync(join(HERE, consumer), app, { recursive: true });
  cpSync(join(HERE, 'shared'), join(app, 'src', 'shared'), { recursive: true });
  const { dependencies } = JSON.parse(readFileSync(join(HERE, consumer, 'package.json'), 'utf8'));
  // An app without the second package has nothing of it.
  for (const [index, name] of PACKAGES.entries())
    if (name in dependencies) cpSync(tarballs[index], join(app, `${name}.tgz`));
  return app;
}

function npm(cwd, args, env = {}) {
  return () =>
    run('npm', args, { cwd, env: { ...process.env, ...env }, timeout: TIMEOUT, maxBuffer: 2 ** 26 });
}

/** Does one thing, counts it and prints a line, more only when it fails; returns what it gave, if it succeeded. */
async function step(name, work) {
  const start = Date.now();
  const seconds = () => ((Date.now() - start) / 1000).toFixed(1);
  try {
    const result = await work();
    passed += 1;
    console.log(`ok     ${name} (${seconds()} s)`);
    return result;
  } catch (error) {
    failed += 1;
    console.log(
      `FAILED ${name} (${seconds()} s)\n${error.stdout ?? ''}${error.stderr ?? ''}\n${error.message}`,
    );
    return undefined;
  }
}
