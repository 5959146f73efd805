import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** The root of the repository. */
export const ROOT = join(import.meta.dirname, '..', '..');

/** Where documents are, beside those at the top. */
const FOLDERS = ['docs', 'apps/cli', 'libs/openim-sender', 'libs/openim-callback', 'libs/openim-callback-bullmq'];

/** The paths of all documents, from the root. */
export const documents = (): string[] => [
  'README.md',
  'CONTRIBUTING.md',
  'SECURITY.md',
  'bench/README.md',
  'test/README.md',
  ...FOLDERS.flatMap((folder) =>
    readdirSync(join(ROOT, folder), { recursive: folder === 'docs', encoding: 'utf8' })
      .filter((file) => file.endsWith('.md'))
      .map((file) => join(folder, file)),
  ),
];

/** The text of a document. */
export const textOf = (path: string): string => readFileSync(join(ROOT, path), 'utf8');

/** A document without its code blocks. */
export const proseOf = (text: string): string => text.replace(/^( *)```[^\n]*\n[\s\S]*?^\1```$/gm, '');
