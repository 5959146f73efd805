import { readFileSync } from 'node:fs';
import { join } from 'node:path';

const ROOT = join(import.meta.dirname, '..', '..');
const read = (...path: string[]): string => readFileSync(join(ROOT, ...path), 'utf8');

describe('the licence', () => {
  // npm packs the file of a package's own folder only; the library's is put there when it is packed.
  it.each(['apps/cli', 'libs/openim-sender', 'libs/openim-callback-bullmq'])(
    'is in %s as it is at the root',
    (folder) => {
      expect(read(folder, 'LICENSE')).toBe(read('LICENSE'));
      expect(JSON.parse(read(folder, 'package.json'))).toMatchObject({
        license: 'MIT',
        files: expect.arrayContaining(['LICENSE']),
      });
    },
  );
});
