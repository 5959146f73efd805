import { join } from 'node:path';
import ts from 'typescript';
import type { Manifest } from './manifests.js';

/** A file that is not there, beside the packages it imports. */
const FILE = join(import.meta.dirname, 'manifests-as-types.ts');

/**
 * What TypeScript says of each of these objects against the types of Kubernetes: unlike the schemas, these know no other
 * properties. All in one go, which takes seconds.
 */
export function typeProblems(manifests: readonly Manifest[]): string[][] {
  const source = manifests
    .map(
      ({ apiVersion, kind }, index) =>
        `import type { I${kind} as T${index} } from 'kubernetes-models/${apiVersion}';`,
    )
    .concat(
      manifests.map((manifest, index) => `export const m${index}: T${index} = ${JSON.stringify(manifest)};`),
    )
    .join('\n');
  const options: ts.CompilerOptions = {
    module: ts.ModuleKind.NodeNext,
    moduleResolution: ts.ModuleResolutionKind.NodeNext,
    strict: true,
    noEmit: true,
    skipLibCheck: true,
    types: [],
    lib: ['lib.es2022.d.ts'],
  };
  const host = ts.createCompilerHost(options);
  const [readFile, fileExists] = [host.readFile.bind(host), host.fileExists.bind(host)];
  host.readFile = (path) => (path === FILE ? source : readFile(path));
  host.fileExists = (path) => path === FILE || fileExists(path);
  const program = ts.createProgram([FILE], options, host);
  const diagnostics = ts.getPreEmitDiagnostics(program);
  // One import a line, then one object a line; what is wrong elsewhere would be wrong with all of them.
  const lineOf = ({ file, start = 0 }: ts.Diagnostic): number | undefined =>
    file?.fileName === FILE ? file.getLineAndCharacterOfPosition(start).line % manifests.length : undefined;
  return manifests.map((_, index) =>
    diagnostics
      .filter((diagnostic) => [index, undefined].includes(lineOf(diagnostic)))
      .map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, ' ')),
  );
}
