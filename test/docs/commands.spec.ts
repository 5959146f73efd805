import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { allDefinitions, readEvent } from 'nestjs-openim-callback/contract';
import { buildRequest, exampleBody, findCommand, interpretReply } from 'openim-sender';
import { ALLOW_BYTES, allowBytes, refusalBytes } from '../../libs/openim-callback/src/replies/answer.js';
import { renderDocs, type DocsSources } from '../../scripts/docs/render-docs.js';
import { documents, ROOT, textOf } from './documents.js';

const sources: DocsSources = {
  contract: join(ROOT, 'libs/openim-callback/src/contract'),
  allDefinitions,
  readEvent,
  ALLOW_BYTES,
  allowBytes,
  refusalBytes,
  buildRequest,
  exampleBody,
  findCommand,
};
const READ_PAGE = 'docs/commands/afterSingleMsgRead.md';
const pages = renderDocs(sources);
const page = (path: string): string => pages.get(path) ?? '';

/** What the fenced block after a text holds. */
const blockAfter = (text: string, start: string): string =>
  /```\w+\n([\s\S]*?)\n```/.exec(text.slice(text.indexOf(start)))?.[1] ?? '';

describe('the pages of the commands', () => {
  it.each([...pages.keys()])('%s is what `npm run docs` makes of the contract', (path) => {
    expect(textOf(path)).toBe(page(path));
  });

  it('are one for each command, and no other', () => {
    expect(
      documents()
        .filter((path) => path.startsWith('docs/commands/'))
        .sort(),
    ).toEqual(
      ['docs/commands/README.md', ...allDefinitions().map(({ key }) => `docs/commands/${key}.md`)].sort(),
    );
  });

  it('change with a definition', () => {
    const changed = renderDocs({
      ...sources,
      allDefinitions: () =>
        allDefinitions().map((each) =>
          each.key === 'afterSingleMsgRead' ? { ...each, trigger: 'after something else' } : each,
        ),
    });
    expect(changed.get(READ_PAGE)).toContain('Sent after something else.');
    expect([...changed].filter(([path, text]) => text !== page(path)).map(([path]) => path)).toEqual([
      'docs/commands/README.md',
      READ_PAGE,
    ]);
  });

  it.each([
    ['the doc comment of an event', 'messages were marked as read', 'nobody read'],
    ['the doc comment of a field', 'Not the message type', 'A message type'],
    ['the spelling of a field', "wire: ['Seqs', 'seqs']", "wire: ['Sequences', 'seqs']"],
    ['the type of a field', '@Int32Field()\n  contentType', '@Int64Field()\n  contentType'],
  ])('change with %s', (_, before, after) => {
    const contract = mkdtempSync(join(tmpdir(), 'contract-'));
    try {
      cpSync(sources.contract, contract, { recursive: true });
      const file = join(contract, 'read', 'read.events.ts');
      const text = readFileSync(file, 'utf8');
      expect(text).toContain(before);
      writeFileSync(file, text.replace(before, after));

      const changed = renderDocs({ ...sources, contract });

      const differing = [...changed].filter(([path, each]) => each !== page(path)).map(([path]) => path);
      expect(differing).toEqual([READ_PAGE]);
    } finally {
      rmSync(contract, { recursive: true });
    }
  });

  it('change with an example body', () => {
    const changed = renderDocs({
      ...sources,
      exampleBody: (key) => ({ ...exampleBody(key), conversationID: 'si_other' }),
    });
    expect(changed.get(READ_PAGE)).toContain('si_other');
  });

  it.each(allDefinitions().map(({ key }) => key))('%s has a meaning for every field', (key) => {
    const rows = page(`docs/commands/${key}.md`).match(/^\| .* \|$/gm) ?? [];
    expect(rows.length).toBeGreaterThan(8);
    expect(rows.filter((row) => row.endsWith('|  |'))).toEqual([]);
  });

  it.each(allDefinitions().map(({ key }) => key))('%s has nothing that is missing', (key) => {
    expect(page(`docs/commands/${key}.md`)).not.toMatch(/\bundefined\b(?!`)|NaN|\[object/);
  });
});

describe('the answers on the pages, read by OpenIM', () => {
  const before = allDefinitions().filter(({ phase }) => phase === 'before');

  it.each(before.map(({ key }) => key))('%s is allowed and refused as its page says', (key) => {
    const text = page(`docs/commands/${key}.md`);
    const read = (start: string) =>
      interpretReply(key, exampleBody(key), Buffer.from(blockAfter(text, start)));

    expect(read('`allow()`, or nothing returned')).toMatchObject({ kind: 'allowed', laterError: null });
    expect(read('The refusal of the example')).toMatchObject({ kind: 'refused', code: 20001 });
  });

  it.each(
    before.map(({ key }) => key).filter((key) => page(`docs/commands/${key}.md`).includes('Its `modify()`')),
  )('%s is changed as its page says', (key) => {
    const reply = Buffer.from(blockAfter(page(`docs/commands/${key}.md`), 'Its `modify()`'));

    expect(interpretReply(key, exampleBody(key), reply)).toMatchObject({ kind: 'allowed', laterError: null });
    const { actionCode, errCode, errMsg, errDlt, nextCode, ...changed } = JSON.parse(String(reply));
    expect([actionCode, errCode, errMsg, errDlt, nextCode]).toEqual([0, 0, '', '', 0]);
    expect(Object.keys(changed).length).toBeGreaterThan(0);
  });
});

describe('the page of the read callback', () => {
  const text = page(READ_PAGE);

  it.each([
    ['callbackCommand', "`'callbackAfterSingleMsgReadCommand'`", '`callbackCommand`'],
    ['conversationID', '`string` (Go `string`)', '`conversationID`'],
    ['userID', '`string` (Go `string`)', '`userID`'],
    ['contentType', '`number` (Go `int32`)', '`contentType`'],
    ['seqs', '`number[]` (Go `[]int64`)', '`Seqs`, `seqs` read as well'],
  ])("has the field %s of the product's page", (name, type, wire) => {
    expect(text).toContain(`| \`${name}\` | ${type} | ${wire} |`);
  });

  it("has the answer of the product's page", () => {
    expect(JSON.parse(blockAfter(text, '## The answer'))).toEqual({
      actionCode: 0,
      errCode: 0,
      errMsg: '',
      errDlt: '',
      nextCode: 0,
    });
  });

  it('shows what OpenIM sends', () => {
    const [head = '', body = ''] = blockAfter(text, '## Example request').split('\n\n');
    expect(head.split('\n')[0]).toBe('POST /callbackExample/callbackAfterSingleMsgReadCommand HTTP/1.1');
    expect(JSON.parse(body)).toEqual(exampleBody('afterSingleMsgRead'));
  });
});
