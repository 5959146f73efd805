// Reads the sources of every workspace of a repository: their lines, what they import and what packages export.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import ts from 'typescript';

const isSource = (file) =>
  /\.tsx?$/.test(file) && !file.endsWith('.spec.ts') && !file.split('/').includes('node_modules');

/** The workspaces of a repository: folder, manifest, and the source of each entry by the name it is imported by. */
export function readWorkspaces(root) {
  const { workspaces } = readJson(join(root, 'package.json'));
  return workspaces
    .flatMap((pattern) => foldersOf(root, pattern))
    .map((folder) => ({ folder, entries: entriesOf(folder, readJson(join(root, folder, 'package.json'))) }));
}

/** Every source file: path from the root, folder of its workspace, lines and the paths of what it imports. */
export function readSources(root, workspaces) {
  const entries = new Map(workspaces.flatMap((workspace) => [...workspace.entries]));
  return workspaces.flatMap(({ folder }) => {
    const names = readdirSync(join(root, folder, 'src'), { recursive: true }).filter(isSource);
    return names.map((name) => {
      const path = `${folder}/src/${name}`;
      const text = readFileSync(join(root, path), 'utf8');
      return {
        path,
        workspace: folder,
        lines: text.split('\n').length - 1,
        imports: importsOf(root, path, text, entries),
      };
    });
  });
}

/** How many names each entry of the packages exports, types included, by the name it is imported by. */
export function countExports(root, workspaces) {
  const entries = workspaces.flatMap((workspace) => [...workspace.entries]);
  const program = ts.createProgram(
    entries.map(([, path]) => join(root, path)),
    {
      module: ts.ModuleKind.NodeNext,
      target: ts.ScriptTarget.ES2022,
      experimentalDecorators: true,
      skipLibCheck: true,
    },
  );
  const checker = program.getTypeChecker();
  return entries.map(([name, path]) => {
    const symbol = checker.getSymbolAtLocation(program.getSourceFile(join(root, path)));
    return { name, exports: symbol ? checker.getExportsOfModule(symbol).length : 0 };
  });
}

function foldersOf(root, pattern) {
  const parent = dirname(pattern);
  return readdirSync(join(root, parent))
    .map((name) => `${parent}/${name}`)
    .filter((folder) => existsSync(join(root, folder, 'package.json')));
}

function entriesOf(folder, { name, exports = {} }) {
  const built = Object.entries(exports).map(([key, target]) => [key, defaultOf(target)]);
  return new Map(
    built
      .filter(([, target]) => target.endsWith('.js'))
      .map(([key, target]) => [
        join(name, key),
        `${folder}/src/${target.replace(/^\.\/dist\/(esm\/|cjs\/)?/, '').replace(/\.js$/, '.ts')}`,
      ]),
  );
}

/** The file that an entry of `exports` leads to, whatever its conditions. */
const defaultOf = (target) =>
  typeof target === 'string' ? target : defaultOf(target.import ?? target.default ?? target.require);

/** The source of what is imported as JavaScript. */
function sourceOf(root, path) {
  const source = path.replace(/\.js$/, '.ts');
  return existsSync(join(root, source)) ? source : `${source}x`;
}

function importsOf(root, path, text, entries) {
  const { importedFiles } = ts.preProcessFile(text, true, true);
  const targets = importedFiles.map(({ fileName }) =>
    fileName.startsWith('.')
      ? sourceOf(root, normalize(join(dirname(path), fileName)))
      : entries.get(fileName),
  );
  return [...new Set(targets.filter((target) => target !== undefined && /\.tsx?$/.test(target)))];
}

const readJson = (path) => JSON.parse(readFileSync(path, 'utf8'));
