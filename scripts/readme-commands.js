// Writes the table of all commands into README.md from the library's own definitions; with --check it only
// says whether README is up to date.
import { readFileSync, writeFileSync } from 'node:fs';
import { allDefinitions } from '../libs/openim-callback/dist/esm/index.js';

const START = '<!-- commands:start -->';
const END = '<!-- commands:end -->';
const readme = new URL('../README.md', import.meta.url);

const decoratorOf = ({ key }) =>
  key.startsWith('after') ? `On${key.slice('after'.length)}` : `${key[0].toUpperCase()}${key.slice(1)}`;

const changesOf = (definition) =>
  definition.phase === 'before' && definition.reply.name !== 'NoReplyFields'
    ? `\`${definition.reply.name}\``
    : '';

const rowOf = (definition) =>
  [
    `\`${definition.key}\``,
    `\`@${decoratorOf(definition)}()\``,
    `\`${definition.event.name}\``,
    changesOf(definition),
    definition.fires === false ? 'never sent' : definition.since.split(' ')[0],
  ].join(' | ');

const tableOf = (phase) => [
  `| key in webhooks.yml | decorator | event | ${phase === 'before' ? 'what `modify()` takes' : ''} | since |`,
  '| --- | --- | --- | --- | --- |',
  ...allDefinitions()
    .filter((definition) => definition.phase === phase)
    .map((definition) => `| ${rowOf(definition)} |`),
];

const table = [
  '<details><summary>All 52 commands</summary>',
  '',
  'Before:',
  '',
  ...tableOf('before'),
  '',
  'After:',
  '',
  ...tableOf('after'),
  '',
  '</details>',
].join('\n');

const before = readFileSync(readme, 'utf8');
const [head, rest = ''] = before.split(START);
const tail = rest.split(END)[1] ?? '';
const after = `${head}${START}\n\n${table}\n\n${END}${tail}`;

if (!process.argv.includes('--check')) writeFileSync(readme, after);
else if (before !== after) {
  console.error('README.md does not list the commands as they are: node scripts/readme-commands.js');
  process.exitCode = 1;
}
