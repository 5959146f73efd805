import { join } from 'node:path';
import ts from 'typescript';
import { ROOT, textOf } from './documents.js';

/** What samples may use without importing it. */
const MODULES = ['nestjs-openim-callback', 'openim-sender', '@nestjs/common', '@nestjs/core'];

/** A block of TypeScript in a document. */
export interface Sample {
  /** Where it is: path and line. */
  readonly at: string;
  readonly code: string;
  /** What it needs and does not show: the text of the `<!-- sample: ... -->` before it. */
  readonly prelude: string;
}

/** The TypeScript blocks of a document. */
export function samplesIn(path: string, text = textOf(path)): Sample[] {
  const blocks = /(?:<!-- sample: ((?:(?! -->)[\s\S])*) -->\n+)?^( *)```ts\n([\s\S]*?)\n\2```$/gm;
  return [...text.matchAll(blocks)].map(([whole, prelude = '', indent = '', code = ''], index, all) => ({
    at: `${path}:${String(lineOf(text, (all[index]?.index ?? 0) + whole.indexOf('```ts')))}`,
    code: code.replaceAll(new RegExp(`^${indent}`, 'gm'), ''),
    prelude,
  }));
}

/** What the compiler says of each sample, on its own, with the options of the repository; all in one go, which takes seconds. */
export function problemsOf(samples: readonly Sample[]): string[][] {
  const options = {
    ...repositoryOptions(),
    noImplicitReturns: false,
    noUnusedLocals: false,
    noUnusedParameters: false,
  };
  const texts = new Map<string, string>();
  const host = hostWith(options, texts);
  const probe = join(ROOT, 'test/docs/probe.sample.ts');
  texts.set(probe, MODULES.map((name) => `import '${name}';`).join('\n'));
  const modules = ts.createProgram([probe], options, host);
  const known = exportsOf(modules, probe);
  samples.forEach((sample, index) => texts.set(fileOf(index), toModule(sample, known)));

  const files = samples.map((_, index) => fileOf(index));
  const program = ts.createProgram(files, options, host, modules);
  return samples.map(({ at }, index) => {
    const source = program.getSourceFile(fileOf(index));
    return [...program.getSyntacticDiagnostics(source), ...program.getSemanticDiagnostics(source)].map(
      ({ messageText }) => `${at} ${ts.flattenDiagnosticMessageText(messageText, ' ')}`,
    );
  });
}

const fileOf = (index: number): string => join(ROOT, 'test/docs', `${String(index)}.sample.ts`);

const lineOf = (text: string, offset: number): number => text.slice(0, offset).split('\n').length;

function repositoryOptions(): ts.CompilerOptions {
  const { config } = ts.readConfigFile(join(ROOT, 'tsconfig.json'), (path) => ts.sys.readFile(path));
  const raw = { ...(config as object), include: [], files: [] };
  const { options } = ts.parseJsonConfigFileContent(raw, ts.sys, ROOT);
  return { ...options, noEmit: true, incremental: false, composite: false };
}

/** What has been parsed from the disk once serves every program. */
const parsed = new Map<string, ts.SourceFile | undefined>();

/** A compiler host with files that are only in memory. */
function hostWith(options: ts.CompilerOptions, texts: ReadonlyMap<string, string>): ts.CompilerHost {
  const host = ts.createCompilerHost(options);
  return {
    ...host,
    fileExists: (path) => texts.has(path) || host.fileExists(path),
    readFile: (path) => texts.get(path) ?? host.readFile(path),
    getSourceFile(path, languageVersion) {
      const text = texts.get(path);
      if (text !== undefined) return ts.createSourceFile(path, text, languageVersion, true);
      if (!parsed.has(path)) parsed.set(path, host.getSourceFile(path, languageVersion));
      return parsed.get(path);
    },
  };
}

/** What the modules export, by name: where from, and whether it is only a type. */
function exportsOf(program: ts.Program, probe: string): ReadonlyMap<string, string> {
  const checker = program.getTypeChecker();
  const statements = program.getSourceFile(probe)?.statements.filter(ts.isImportDeclaration) ?? [];
  const exported = statements.flatMap(({ moduleSpecifier }) => {
    const module = checker.getSymbolAtLocation(moduleSpecifier);
    const symbols = module ? checker.getExportsOfModule(module) : [];
    return symbols.map((symbol) => {
      const target = symbol.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(symbol) : symbol;
      const type = target.flags & ts.SymbolFlags.Value ? '' : 'type ';
      return [symbol.name, `import { ${type}${symbol.name} } from ${moduleSpecifier.getText()};`] as const;
    });
  });
  return new Map(exported.reverse());
}

/** What a sample imports from files of the reader's own is declared instead. */
const withoutOwnFiles = (code: string): string =>
  code.replace(/^import \{ (.*) \} from '\.[^']*';$/gm, (_, names: string) =>
    names
      .split(', ')
      .map((name) => `declare class ${name} {}`)
      .join(' '),
  );

/** A sample as a module of its own: with what it leaves out, and around it what it is a part of. */
function toModule(sample: Sample, known: ReadonlyMap<string, string>): string {
  const { prelude } = sample;
  const code = withoutOwnFiles(sample.code);
  const text = `${prelude}\n${code}`;
  const own = new Set(
    [
      ...text.matchAll(/\b(?:class|function|const|let|interface|type|enum)\s+(\w+)/g),
      ...text.matchAll(/^import[^;]*;/gm),
    ].flatMap(([whole, name]) => (name === undefined ? (whole.match(/\w+/g) ?? []) : [name])),
  );
  const used = new Set(text.match(/\b[A-Za-z]\w*\b/g));
  const imports = [...known].filter(([name]) => used.has(name) && !own.has(name)).map(([, each]) => each);
  const members = `export class Sample {\n${code}\n}`;
  const options = `const options: OpenImCallbackOptions = {\n${code}\n};`;
  const shapes = code.startsWith('@') ? [code, members] : [code, options, members];
  const whole = shapes.find(parses) ?? code;
  const needs = whole === options && !used.has('OpenImCallbackOptions') ? 'OpenImCallbackOptions' : '';
  return [...imports, known.get(needs) ?? '', prelude, whole, 'export {};'].join('\n');
}

const parses = (text: string): boolean =>
  ts.transpileModule(text, { reportDiagnostics: true, compilerOptions: { experimentalDecorators: true } })
    .diagnostics?.length === 0;
