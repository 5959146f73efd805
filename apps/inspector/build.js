/**
 * Bundles the inspector's page and puts it into the builds of the library, where `OpenImInspectorModule` serves it
 * from: `node apps/inspector/build.js [library]`, the checkout's library by default. Nothing is read from a folder at
 * run time, which bundlers of apps would lose.
 */
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';

/** Bytes, compressed, of all that a visit loads. */
const LARGEST_VISIT = 150_000;

const here = fileURLToPath(new URL('.', import.meta.url));
const library = resolve(process.argv[2] ?? join(here, '../../libs/openim-callback'));

const files = await bundle();
const visit = Object.values(files).reduce((sum, text) => sum + gzipSync(text).length, 0);
console.log(`The inspector's page: ${(visit / 1000).toFixed(1)} kB gzipped.`);
if (visit > LARGEST_VISIT) throw new Error(`A visit must load less than ${LARGEST_VISIT / 1000} kB.`);
writeFolder(join(here, 'dist'));
writeModule('esm', 'export const pageFiles =');
writeModule('cjs', 'exports.pageFiles =');

async function bundle() {
  const { build } = await import('esbuild').catch((cause) => {
    throw new Error('esbuild is missing, which bundles the inspector: npm install', { cause });
  });
  const { outputFiles } = await build({
    absWorkingDir: here,
    entryPoints: ['src/main.tsx', 'src/styles/page.css'].map((file) => ({ in: file, out: 'page' })),
    outdir: 'dist',
    bundle: true,
    minify: true,
    write: false,
    format: 'esm',
    target: ['chrome111', 'firefox113', 'safari16.4'],
    // Its licence goes where Preact goes.
    banner: { js: `/*! Preact: ${licenceOf('preact')} */` },
  });
  const texts = { 'index.html': readFileSync(join(here, 'index.html'), 'utf8') };
  for (const { path, text } of outputFiles) {
    const plain = path.endsWith('.css') ? 'page.css' : 'page.js';
    const hash = createHash('sha256').update(text).digest('hex').slice(0, 10);
    const name = plain.replace('.', `-${hash}.`);
    texts[name] = text;
    texts['index.html'] = texts['index.html'].replace(`./${plain}`, `./${name}`);
  }
  return texts;
}

function licenceOf(name) {
  const manifest = createRequire(import.meta.url).resolve(`${name}/package.json`);
  return readFileSync(join(dirname(manifest), 'LICENSE'), 'utf8').trim();
}

/** For a look at it. */
function writeFolder(folder) {
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
}

function writeModule(format, start) {
  const folder = join(library, 'dist', format, 'inspector');
  if (!existsSync(folder)) throw new Error(`There is no ${folder}: the library is built before its page.`);
  const banner =
    format === 'cjs' ? '"use strict";\nObject.defineProperty(exports, "__esModule", { value: true });\n' : '';
  writeFileSync(join(folder, 'page-bundle.js'), `${banner}${start} ${JSON.stringify(files)};\n`);
}
