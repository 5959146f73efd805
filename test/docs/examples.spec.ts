import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT, textOf } from './documents.js';

describe('the example test in docs/testing.md', () => {
  it('is the one that runs here', () => {
    const example = readFileSync(join(ROOT, 'test/docs/examples/word-filter.spec.ts'), 'utf8');
    expect(textOf('docs/testing.md')).toContain(`\`\`\`ts\n${example}\`\`\``);
  });
});
