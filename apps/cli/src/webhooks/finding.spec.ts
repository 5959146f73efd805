import { readFileSync } from 'node:fs';
import { findingCodes } from './finding.js';

const page = readFileSync(new URL('../../../../docs/doctor.md', import.meta.url), 'utf8');

describe('the codes of findings', () => {
  it('are all in the documentation, and no others', () => {
    const documented = [...page.matchAll(/^\| `([a-z-]+)` \|/gm)].map(([, code]) => code);
    expect(documented.sort()).toEqual([...findingCodes].sort());
  });
});
