/**
 * Makes the tarballs that are published and tested: `node scripts/pack.js [destination]`. It builds in a copy, so
 * that nothing stale is packed and a build in the checkout, which others may be running from, stays as it is.
 */
import { execFileSync } from 'node:child_process';
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
/** Folders of the packages; each needs only those before it. */
const LIBRARIES = ['openim-callback', 'openim-callback-bullmq'];
/** Puts the inspector's page into the library that has it. */
const PAGE_BUILD = join(ROOT, 'apps', 'inspector', 'build.js');
const BUILD_FILES = ['tsconfig.base.json', join('scripts', 'finish-build.js')];
/** What belongs to the packages and lies at the root, unless they have their own. */
const DOCUMENTS = ['LICENSE', 'README.md', 'CHANGELOG.md'];
/** What only concerns the workspace. */
const WORKSPACE_FIELDS = ['scripts', 'devDependencies'];

/** Packs the library, or both with `all`, into an existing directory; returns the paths of the tarballs. */
export function pack(destination, { all = false } = {}) {
  const stage = mkdtempSync(join(tmpdir(), 'openim-callback-pack-'));
  try {
    for (const file of BUILD_FILES) cpSync(join(ROOT, file), join(stage, file));
    symlinkSync(join(ROOT, 'node_modules'), join(stage, 'node_modules'), 'junction');
    return (all ? LIBRARIES : LIBRARIES.slice(0, 1)).map((name) => {
      const library = copyTo(stage, name);
      build(stage, library);
      return npmPack(library, resolve(destination));
    });
  } finally {
    rmSync(stage, { recursive: true, force: true });
  }
}

function copyTo(stage, name) {
  const source = join(ROOT, 'libs', name);
  const library = join(stage, 'libs', name);
  const dist = join(source, 'dist');
  cpSync(source, library, { recursive: true, filter: (path) => path !== dist });
  for (const document of DOCUMENTS) {
    const own = join(library, document);
    if (existsSync(join(ROOT, document)) && !existsSync(own)) cpSync(join(ROOT, document), own);
  }
  // The next one finds this build, and not that of the checkout.
  mkdirSync(join(stage, 'libs', 'node_modules'), { recursive: true });
  symlinkSync(library, join(stage, 'libs', 'node_modules', `nestjs-${name}`), 'junction');
  return library;
}

function build(stage, library) {
  const compiler = join(stage, 'node_modules', 'typescript', 'bin', 'tsc');
  for (const project of ['tsconfig.json', 'tsconfig.cjs.json']) {
    run(process.execPath, [compiler, '-p', join(library, project)], stage);
  }
  run(process.execPath, [join(stage, 'scripts', 'finish-build.js')], stage);
  if (library.endsWith(LIBRARIES[0])) run(process.execPath, [PAGE_BUILD, library], ROOT);
}

function npmPack(library, destination) {
  const manifest = join(library, 'package.json');
  const fields = Object.entries(JSON.parse(readFileSync(manifest, 'utf8')));
  const published = Object.fromEntries(fields.filter(([name]) => !WORKSPACE_FIELDS.includes(name)));
  writeFileSync(manifest, `${JSON.stringify(published, null, 2)}\n`);
  const output = run(
    'npm',
    ['pack', '--json', '--ignore-scripts', '--pack-destination', destination],
    library,
  );
  const [{ filename }] = JSON.parse(output);
  return join(destination, filename);
}

/** What the command prints; when it fails, the error has everything it printed. */
function run(command, args, cwd) {
  try {
    return execFileSync(command, args, { cwd, encoding: 'utf8', stdio: 'pipe' });
  } catch (error) {
    throw new Error(`${[command, ...args].join(' ')}\n${error.stdout}${error.stderr}`, { cause: error });
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const destination = process.argv[2] ?? ROOT;
  mkdirSync(destination, { recursive: true });
  for (const tarball of pack(destination, { all: true })) console.log(tarball);
}
