// The topology of docker-compose.yml but for OpenIM, as plain processes: Redis, three replicas of the example app and
// HAProxy in front of them. npm run deploy:local [-- --port 10006]; Ctrl-C ends all of it.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { freePorts } from '../test/distributed/support/free-ports.js';

const REPLICAS = 3;
const ROOT = join(import.meta.dirname, '..');

const { values } = parseArgs({ options: { port: { type: 'string', default: '10006' } } });
const folder = await mkdtemp(join(tmpdir(), 'openim-local-'));
const processes = [];
let ending;

process.on('SIGINT', () => void end(0));
process.on('SIGTERM', () => void end(0));

try {
  const [redis, ...replicas] = await freePorts(REPLICAS + 1);
  await start('redis', 'redis-server', await redisArguments(redis), redis);
  const REDIS_URL = `redis://127.0.0.1:${redis}/0`;
  const app = join(ROOT, 'apps/read-receipts/dist/main.js');
  await Promise.all(
    replicas.map((port, index) =>
      start(`replica ${index + 1}`, process.execPath, [app], port, {
        REDIS_URL,
        PORT: `${port}`,
        SHUTDOWN_DELAY: '3000',
      }),
    ),
  );
  await start('haproxy', 'haproxy', ['-db', '-f', await haproxyConfig(replicas)], values.port);
  console.log(`url for webhooks.yml   http://127.0.0.1:${values.port}/callbackExample`);
  console.log(`live page              http://127.0.0.1:${values.port}/`);
  for (const [index, port] of replicas.entries())
    console.log(`replica ${index + 1}              http://127.0.0.1:${port}/health`);
  console.log(`dead letters           npx openim-callback dead-letters list --redis ${REDIS_URL}`);
  console.log('Ctrl-C ends all of it');
} catch (error) {
  console.error(error.message);
  await end(1);
}

/** Starts a program; resolves when it listens. When it ends on its own, so does everything. */
async function start(name, command, args, port, env = {}) {
  // In a group of its own: Ctrl-C on a terminal reaches this script only, which knows the order.
  const child = spawn(command, args, {
    env: { ...process.env, ...env },
    stdio: ['ignore', 'ignore', 'inherit'],
    detached: true,
  });
  const failed = new Promise((_, reject) => {
    child.once('error', (error) => reject(new Error(`${name}: ${error.message}; see docs/distributed.md`)));
    child.once('exit', (code, signal) => reject(new Error(`${name} has ended: ${signal ?? code}`)));
  });
  processes.push(child);
  await Promise.race([untilListening(port), failed]);
  failed.catch((error) => {
    if (ending) return;
    console.error(error.message);
    void end(1);
  });
}

/** Ends everything, Redis last, so that the replicas can say what they have done. */
function end(code) {
  ending ??= (async () => {
    const [redis, ...others] = processes;
    await Promise.all(others.map(stop));
    if (redis) await stop(redis);
    await rm(folder, { recursive: true, force: true });
    process.exit(code);
  })();
  return ending;
}

async function stop(child) {
  if (child.pid === undefined || child.exitCode !== null || child.signalCode !== null) return;
  const exited = once(child, 'exit');
  child.kill('SIGTERM');
  await exited;
}

/** The settings that the inbox of docker-compose.yml has. */
async function redisArguments(port) {
  const conf = join(ROOT, 'deploy/redis.conf');
  return [conf, '--port', `${port}`, '--bind', '127.0.0.1', '--dir', folder];
}

/** The file that docker-compose.yml mounts, with the ports of these processes. */
async function haproxyConfig(ports) {
  const text = await readFile(join(ROOT, 'deploy/haproxy.cfg'), 'utf8');
  const servers = ports.map((port, index) => `server replica${index + 1} 127.0.0.1:${port}`);
  const path = join(folder, 'haproxy.cfg');
  await writeFile(
    path,
    text
      .replace('bind :10006', `bind 127.0.0.1:${values.port}`)
      .replace(/server-template .*/, servers.join('\n  ')),
  );
  return path;
}

async function untilListening(port) {
  while (!(await listens(port))) {
    if (ending) return;
    await sleep(50);
  }
}

function listens(port) {
  return new Promise((resolve) => {
    const socket = connect(Number(port), '127.0.0.1', () => {
      socket.destroy();
      resolve(true);
    });
    socket.once('error', () => resolve(false));
  });
}
