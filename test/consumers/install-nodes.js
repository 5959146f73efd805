import { execFile } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** The package of this machine's binaries, which npm's package `node` fetches by an install script. */
const PACKAGE = `node-${process.platform === 'win32' ? 'win' : process.platform}-${process.arch}`;

/**
 * Installs the newest Node of each major version into a folder. Takes the packages with the binaries, since npm
 * runs no install scripts unless it is told to.
 */
export async function installNodes(folder, majors) {
  mkdirSync(folder);
  writeFileSync(join(folder, 'package.json'), '{ "private": true }\n');
  const aliases = majors.map((major) => `node-${major}@npm:${PACKAGE}@${major}`);
  await run('npm', ['install', '--no-save', '--ignore-scripts', '--no-audit', '--no-fund', ...aliases], {
    cwd: folder,
  });
  return Promise.all(
    majors.map(async (major) => {
      const bin = join(folder, 'node_modules', `node-${major}`, 'bin');
      const { stdout } = await run(join(bin, 'node'), ['--version']);
      return { major, version: stdout.trim().slice(1), bin };
    }),
  );
}
