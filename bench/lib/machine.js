import { spawnSync } from 'node:child_process';
import { closeSync, fdatasyncSync, openSync, readFileSync, statfsSync, writeSync } from 'node:fs';
import { createRequire } from 'node:module';
import os from 'node:os';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import process from 'node:process';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { quantile, sorted } from './stats.js';

const MILLISECONDS = 1000;

/**
 * The part of all cores' time that others take: other processes, and with steal other guests of the same host. It
 * does nothing meanwhile, so that what it sees is not the bench; the load average would still have the build before it.
 *
 * @returns {Promise<number | undefined>} 0 to 1; undefined where there is no /proc/stat
 */
async function shareOfOthers() {
  const before = ticks();
  await sleep(MILLISECONDS);
  const after = ticks();
  return before && after && (after.busy - before.busy) / (after.all - before.all);
}

/** Of all cores since the machine was started. */
function ticks() {
  try {
    const [, line = ''] = /^cpu +(.*)$/m.exec(readFileSync('/proc/stat', 'utf8')) ?? [];
    // After steal come the times of guests, which are parts of the others.
    const [user = 0, nice = 0, system = 0, idle = 0, iowait = 0, irq = 0, softirq = 0, steal = 0] = line
      .split(' ')
      .map(Number);
    const busy = user + nice + system + irq + softirq + steal;
    return { busy, all: busy + idle + iowait };
  } catch {
    return undefined;
  }
}

const load = createRequire(import.meta.url);
const ROOT = fileURLToPath(new URL('../..', import.meta.url));

/** The part of all cores' time that others may take before the figures say little: what a quiet machine does is below. */
const QUIET = 0.05;

const PACKAGES = [
  '@nestjs/core',
  '@nestjs/platform-express',
  '@nestjs/platform-fastify',
  '@nestjs/event-emitter',
  'express',
  'fastify',
  'class-validator',
  'class-transformer',
  'libsql',
  'bullmq',
  'groupmq',
  'ioredis',
  'pg',
];

/**
 * What the figures depend on.
 *
 * @param {string} folder where the files are written
 */
export async function describeMachine(folder) {
  return {
    othersAtStart: await shareOfOthers(),
    cores: os.availableParallelism(),
    cpu: os.cpus()[0]?.model.trim() ?? 'unknown',
    memoryGiB: Math.round(os.totalmem() / 2 ** 30),
    kernel: `${os.type()} ${os.release()} ${os.arch()}`,
    node: process.version,
    filesystem: filesystemOf(folder),
    blockBytes: statfsSync(folder).bsize,
    syncMilliseconds: measureSync(folder),
    commit:
      git('rev-parse', '--short', 'HEAD') + (git('status', '--porcelain', 'libs') === '' ? '' : ' + changes'),
    versions: Object.fromEntries(PACKAGES.map((name) => [name, versionOf(name)])),
    sqlite: sqliteVersion(),
  };
}

/** @typedef {Awaited<ReturnType<typeof describeMachine>>} Machine */

/**
 * The facts as a list.
 *
 * @param {Machine} machine
 */
export function machineMarkdown(machine) {
  const { cores, cpu, memoryGiB, kernel, node, filesystem, syncMilliseconds, othersAtStart, commit } =
    machine;
  const versions = Object.entries(machine.versions).map(([name, version]) => `${name} ${version}`);
  return [
    `- machine: ${cores} cores, ${cpu}, ${memoryGiB} GiB; ${kernel}; files on ${filesystem}`,
    `- append + fdatasync of one record, nothing beside it: ${syncMilliseconds.toFixed(2)} ms (p50)`,
    `- Node ${node}; ${versions.join(', ')}; SQLite ${machine.sqlite}; commit ${commit}`,
    `- others' part of the CPU, in the second before it began: ${othersMarkdown(othersAtStart)}`,
    ...(/tmpfs|ramfs/.test(filesystem)
      ? ['- NO DISK: syncs cost nothing on this file system, choose --dir']
      : []),
  ].join('\n');
}

const othersMarkdown = (/** @type {number | undefined} */ share) =>
  share === undefined
    ? 'not known'
    : `${(100 * share).toFixed(1)} %${share > QUIET ? ' - THE MACHINE WAS BUSY: take the figures as noise' : ''}`;

/** The type of the file system a folder is on, from the mount with the longest path above it. */
function filesystemOf(/** @type {string} */ folder) {
  try {
    const mounts = readFileSync('/proc/mounts', 'utf8')
      .split('\n')
      .map((line) => line.split(' '))
      .filter(([, at = '\0']) => at === '/' || folder === at || folder.startsWith(`${at}/`))
      .sort(([, a = ''], [, b = '']) => b.length - a.length);
    const [device, , type] = mounts[0] ?? [];
    return `${type} (${device})`;
  } catch {
    return 'unknown';
  }
}

/** The disk's part of the figures. */
function measureSync(/** @type {string} */ folder) {
  const file = openSync(join(folder, 'sync'), 'w');
  const times = Array.from({ length: 100 }, () => {
    const start = performance.now();
    writeSync(file, 'x'.repeat(136));
    fdatasyncSync(file);
    return performance.now() - start;
  });
  closeSync(file);
  return quantile(sorted(times), 0.5);
}

function versionOf(/** @type {string} */ name) {
  try {
    return JSON.parse(readFileSync(join(ROOT, 'node_modules', name, 'package.json'), 'utf8')).version;
  } catch {
    return 'missing';
  }
}

function sqliteVersion() {
  try {
    const Database = load('libsql');
    return new Database(':memory:').prepare('SELECT sqlite_version() AS version').get().version;
  } catch {
    return 'unknown';
  }
}

const git = (/** @type {string[]} */ ...args) =>
  spawnSync('git', args, { cwd: ROOT, encoding: 'utf8' }).stdout?.trim() ?? '';
