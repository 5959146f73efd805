import { readdirSync, readFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
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

/** What the compiler says of each of these texts, by the names of their files in this folder: where, and what. */
function problemsOf(texts: ReadonlyMap<string, string>): string[] {
  const options = compilerOptions();
  const host = ts.createCompilerHost(options);
  const readFile = host.readFile.bind(host);
  const fileExists = host.fileExists.bind(host);
  const textOf = (path: string): string | undefined =>
    dirname(path) === here ? texts.get(basename(path)) : undefined;
  host.readFile = (path) => textOf(path) ?? readFile(path);
  host.fileExists = (path) => textOf(path) !== undefined || fileExists(path);
  const names = [...texts.keys()];
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
  const texts = files.map((name) => readFileSync(join(here, name), 'utf8'));
  let problems: readonly string[];

  beforeAll(() => {
    problems = problemsOf(
      new Map(
        files.flatMap((name, index) => [
          [name, texts[index] ?? ''],
          [`bare-${name}`, (texts[index] ?? '').replace(EXPECTED, '')],
        ]),
      ),
    );
  }, 120_000);

  it('are here', () => {
    expect(files).toEqual([
      'after-listeners.ts',
      'batch-listeners.ts',
      'before-listeners.ts',
      'messages.ts',
      'replies.ts',
      'service.ts',
    ]);
  });

  it('compile, with every expected error and no other', () => {
    expect(problems.filter((problem) => !problem.startsWith('bare-'))).toEqual([]);
  });

  it('would not compile without the comments that expect errors, one error each', () => {
    const expected = texts.flatMap((text) => text.match(EXPECTED) ?? []);
    const found = new Set(problems.map((problem) => problem.split(' ')[0]));
    expect(expected.length).toBeGreaterThan(40);
    expect(found.size).toBe(expected.length);
  });
});
