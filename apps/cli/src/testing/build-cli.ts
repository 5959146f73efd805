import { transformFile } from '@swc/core';
import { cp, mkdir, readdir, realpath, symlink, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const cliFolder = fileURLToPath(new URL('../..', import.meta.url));
const senderFolder = fileURLToPath(new URL('../../../../libs/openim-sender', import.meta.url));
const bullmqFolder = fileURLToPath(new URL('../../../../libs/openim-callback-bullmq', import.meta.url));
const libraryFolder = fileURLToPath(new URL('../../../../libs/openim-callback', import.meta.url));
const modulesFolder = fileURLToPath(new URL('../../../../node_modules', import.meta.url));

/**
 * Puts the command line into a folder, as npm would install it, built from the sources as they are.
 *
 * @returns the path of the program to start
 */
export async function buildCli(folder: string): Promise<string> {
  const modules = join(folder, 'node_modules');
  await Promise.all([
    compile(cliFolder, folder),
    compile(senderFolder, join(modules, 'openim-sender')),
    // Without NestJS, which the entry point for tools does not need.
    compile(libraryFolder, join(modules, 'nestjs-openim-callback'), 'dist/esm'),
  ]);
  for (const name of ['commander', 'libsql', 'yaml']) {
    await symlink(await realpath(join(modulesFolder, name)), join(modules, name));
  }
  return installBin(folder);
}

/** Copies the program without what it starts. */
export async function installBin(folder: string): Promise<string> {
  await cp(join(cliFolder, 'bin'), join(folder, 'bin'), { recursive: true });
  await cp(join(cliFolder, 'package.json'), join(folder, 'package.json'));
  return join(folder, 'bin/openim-callback.js');
}

/** Puts the package of the BullMQ inbox next to the program, without what it needs itself. */
export const installBullmqInbox = (folder: string): Promise<void> =>
  compile(bullmqFolder, join(folder, 'node_modules', 'nestjs-openim-callback-bullmq'), 'dist/esm');

/** Puts the library next to the program as an app has it: built for both module systems, with NestJS. */
export async function installLibrary(folder: string): Promise<void> {
  const modules = join(folder, 'node_modules');
  const library = join(modules, 'nestjs-openim-callback');
  await compile(libraryFolder, library, 'dist/cjs', 'commonjs');
  await writeFile(join(library, 'dist/cjs/package.json'), '{ "type": "commonjs" }');
  for (const name of ['@nestjs', 'reflect-metadata', 'rxjs', 'class-transformer', 'class-validator']) {
    await symlink(join(modulesFolder, name), join(modules, name));
  }
}

async function compile(
  from: string,
  to: string,
  output = 'dist',
  type: 'es6' | 'commonjs' = 'es6',
): Promise<void> {
  await mkdir(to, { recursive: true });
  await cp(join(from, 'package.json'), join(to, 'package.json'));
  const files = await readdir(join(from, 'src'), { recursive: true });
  const sources = files.filter((file) => /(?<!\.spec)\.ts$/.test(file) && !file.startsWith('testing'));
  for (const file of sources) {
    const { code } = await transformFile(join(from, 'src', file), {
      swcrc: false,
      jsc: {
        target: 'es2022',
        parser: { syntax: 'typescript', decorators: true },
        transform: { legacyDecorator: true, useDefineForClassFields: false },
      },
      module: { type },
    });
    const target = join(to, output, file.replace(/\.ts$/, '.js'));
    await mkdir(dirname(target), { recursive: true });
    await writeFile(target, code);
  }
}
