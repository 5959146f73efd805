import { copyFileSync, readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inboxSuite } from 'nestjs-openim-callback/inbox';
import { journalInbox } from './journal-inbox.js';

let folder: string;
let files = 0;
const path = (): string => join(folder, `journal-${files}`);

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'journal-'));
});

afterAll(async () => rm(folder, { recursive: true, force: true }));

describe('the inbox suite on the inbox of the docs', () => {
  const cases = inboxSuite({
    create: (concurrency) => (files++, journalInbox(path(), { concurrency })),
    createWith: (role) => (files++, journalInbox(path(), { role })),
    reopen: () => journalInbox(path()),
    crash: () => {
      const before = path();
      files++;
      copyFileSync(before, path());
      return journalInbox(path());
    },
  });

  it.each(cases)('$name', ({ run }) => run());
});

it('is what docs/inbox.md shows', () => {
  const shown = readFileSync(new URL('../../docs/inbox.md', import.meta.url), 'utf8');
  const code = readFileSync(new URL('./journal-inbox.ts', import.meta.url), 'utf8');
  expect(shown).toContain(code);
});
