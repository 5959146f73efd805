import { existsSync, readdirSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import { documents, proseOf, ROOT, textOf } from './documents.js';
import { anchorsOf, linksOf } from './links.js';

/** What is wrong with a link of a document; undefined when it leads somewhere. */
function problemOf(from: string, link: string): string | undefined {
  if (/^(https?|mailto):/.test(link)) return undefined;
  const [path = '', anchor] = link.split('#');
  const target = path === '' ? from : normalize(join(dirname(from), path));
  if (!existsSync(join(ROOT, target))) return `${from}: ${link} leads nowhere`;
  if (anchor === undefined || anchorsOf(textOf(target)).includes(anchor)) return undefined;
  return `${from}: ${link} has no such heading`;
}

const problems = (path: string, text = textOf(path)): string[] =>
  linksOf(proseOf(text)).flatMap((link) => problemOf(path, link) ?? []);

describe('the links of the documents', () => {
  it.each(documents())('of %s lead somewhere', (path) => {
    expect(problems(path)).toEqual([]);
  });

  it('reach every page from the index', () => {
    const pages = readdirSync(join(ROOT, 'docs')).filter((name) => name.endsWith('.md') && name !== 'README.md');
    const linked = linksOf(textOf('docs/README.md'));
    expect(pages.filter((name) => !linked.includes(name))).toEqual([]);
  });
});

describe('the check of links', () => {
  it.each([
    ['[a](nowhere.md)', 'nowhere.md leads nowhere'],
    ['[a](replies.md#nothing)', 'replies.md#nothing has no such heading'],
    ['[a](#nothing)', '#nothing has no such heading'],
    ['![a](picture.png)', 'picture.png leads nowhere'],
  ])('finds %s', (text, problem) => {
    expect(problems('docs/README.md', text)).toEqual([`docs/README.md: ${problem}`]);
  });

  it('takes headings as GitHub does', () => {
    const text = '# A `b` c\n\n## What is it, then?\n\n## A b c\n\n```sh\n# none\n```\n\n## Filters in webhooks.yml\n';
    expect(anchorsOf(text)).toEqual(['a-b-c', 'what-is-it-then', 'a-b-c-1', 'filters-in-webhooksyml']);
  });

  it('finds links in text and tables, and none in code', () => {
    const text = '[a](b.md) | [`c`](d.md#e) | `[x](y.md)` | ![f](g.png)';
    expect(linksOf(text)).toEqual(['b.md', 'd.md#e', 'g.png']);
  });
});
