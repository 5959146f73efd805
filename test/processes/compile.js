// Makes JavaScript of the libraries and of the programs of these tests, so that they run as processes of their
// own: node test/processes/compile.js <folder>
import { cp, mkdir, readdir, symlink, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { transformFile } from '@swc/core';

const root = fileURLToPath(new URL('../..', import.meta.url));
const SOURCES = [
  'libs/openim-callback/src',
  'libs/openim-callback-bullmq/src',
  'libs/openim-sender/src',
  'test/processes',
  'test/crash',
  'test/distributed',
  'test/backlog',
  'test/support',
];

const OPTIONS = {
  configFile: false,
  swcrc: false,
  jsc: {
    target: 'es2022',
    parser: { syntax: 'typescript', decorators: true },
    transform: { legacyDecorator: true, decoratorMetadata: true, useDefineForClassFields: false },
  },
  module: { type: 'es6' },
};

/** Compiles everything into a folder, laid out as the sources are. */
export async function compile(folder) {
  await mkdir(folder, { recursive: true });
  await symlink(join(root, 'node_modules'), join(folder, 'node_modules'));
  await writeFile(join(folder, 'package.json'), '{ "type": "module" }\n');
  await Promise.all(SOURCES.map((source) => compileFolder(source, folder)));
  await linkLibrary(join(folder, 'libs'));
}

/** Lets the other packages find the library that was compiled, and not the build of the checkout. */
async function linkLibrary(libs) {
  const library = join(libs, 'node_modules', 'nestjs-openim-callback');
  await mkdir(library, { recursive: true });
  await symlink(join(libs, 'openim-callback', 'src'), join(library, 'src'));
  const exports = { '.': './src/index.js', './inbox': './src/inbox.js' };
  await writeFile(join(library, 'package.json'), JSON.stringify({ type: 'module', exports }));
}

async function compileFolder(source, folder) {
  const entries = await readdir(join(root, source), { recursive: true, withFileTypes: true });
  const files = entries
    .filter((entry) => entry.isFile())
    .map(({ parentPath, path, name }) => join(parentPath ?? path, name));
  await Promise.all(files.map((file) => compileFile(file, join(folder, file.slice(root.length)))));
}

async function compileFile(file, target) {
  if (file.endsWith('.spec.ts')) return;
  if (file.endsWith('.ts')) {
    const { code } = await transformFile(file, OPTIONS);
    await mkdir(dirname(target), { recursive: true });
    await writeFile(target.replace(/\.ts$/, '.js'), code);
  } else if (file.endsWith('.js')) {
    await cp(file, target);
  }
}

const [, script, folder] = process.argv;
if (script === fileURLToPath(import.meta.url)) {
  if (folder === undefined) throw new Error('usage: node test/processes/compile.js <folder>');
  await compile(folder);
}
