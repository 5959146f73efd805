import { join } from 'node:path';
import ts from 'typescript';
import type { Manifest } from './manifests.js';

/** A file that is not there, beside the packages it imports. */
const FILE = join(import.meta.dirname, 'manifests-as-types.ts');

/** What TypeScript says of objects against the types of Kubernetes: unlike the schemas, these know no other properties. */
export function typeProblems(manifests: readonly Manifest[]): string[] {
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
  };
  const host = ts.createCompilerHost(options);
  const [readFile, fileExists] = [host.readFile.bind(host), host.fileExists.bind(host)];
  host.readFile = (path) => (path === FILE ? source : readFile(path));
  host.fileExists = (path) => path === FILE || fileExists(path);
  const program = ts.createProgram([FILE], options, host);
  return ts
    .getPreEmitDiagnostics(program)
    .map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, ' '));
}
