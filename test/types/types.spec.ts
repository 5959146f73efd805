import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';

const here = dirname(fileURLToPath(import.meta.url));
const root = join(here, '../..');
const files = readdirSync(here).filter((name) => name.endsWith('.ts') && !name.endsWith('.spec.ts'));

/** The repository's own options; without its references, so that the sources count and no earlier build. */
function compilerOptions(): ts.CompilerOptions {
  const { config, error } = ts.readConfigFile(join(root, 'tsconfig.json'), (path) => ts.sys.readFile(path));
  if (error) throw new Error(ts.flattenDiagnosticMessageText(error.messageText, '\n'));
  const { options } = ts.parseJsonConfigFileContent(
    { ...(config as object), include: [], files: [] },
    ts.sys,
    root,
  );
  return { ...options, noEmit: true, incremental: false, composite: false };
}

/** What the compiler says of these files: where, and what. `text` stands in for one of them. */
function problems(names: readonly string[], text: ReadonlyMap<string, string> = new Map()): string[] {
  const options = compilerOptions();
  const host = ts.createCompilerHost(options);
  const readFile = host.readFile.bind(host);
  host.readFile = (path) => text.get(path) ?? readFile(path);
  const program = ts.createProgram(
    names.map((name) => join(here, name)),
    options,
    host,
  );
  return names
    .flatMap((name) => {
      const source = program.getSourceFile(join(here, name));
      return [...program.getSyntacticDiagnostics(source), ...program.getSemanticDiagnostics(source)];
    })
    .map(({ file, start = 0, messageText }) => {
      const line = file ? file.getLineAndCharacterOfPosition(start).line + 1 : 0;
      const name = file?.fileName.slice(here.length + 1) ?? '';
      return `${name}:${line} ${ts.flattenDiagnosticMessageText(messageText, ' ')}`;
    });
}

const EXPECTED = /^\s*\/\/ @ts-expect-error.*$/gm;

describe('the type tests', () => {
  it('are here', () => {
    expect(files).toEqual(['after-listeners.ts', 'before-listeners.ts', 'replies.ts', 'service.ts']);
  });

  it('compile, with every expected error and no other', () => {
    expect(problems(files)).toEqual([]);
  }, 120_000);

  it('would not compile without the comments that expect errors, one error each', () => {
    const bare = new Map(
      files.map((name) => [join(here, name), readFileSync(join(here, name), 'utf8').replace(EXPECTED, '')]),
    );
    const expected = files.flatMap((name) => readFileSync(join(here, name), 'utf8').match(EXPECTED) ?? []);
    const found = new Set(problems(files, bare).map((problem) => problem.split(' ')[0]));
    expect(expected.length).toBeGreaterThan(40);
    expect(found.size).toBe(expected.length);
  }, 120_000);
});
