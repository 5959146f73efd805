import { canModify, decoratorOf, pageOf, tableOf } from './names.js';

const START = '<!-- commands:start -->';
const END = '<!-- commands:end -->';

/** README with the table of all commands as the contract has it. */
export function withCommandTable(readme, definitions) {
  const [head, rest = ''] = readme.split(START);
  const tail = rest.split(END)[1] ?? '';
  return [head, START, '\n\n', commandTable(definitions).join('\n'), '\n\n', END, tail].join('');
}

const commandTable = (definitions) => [
  `<details><summary>All ${definitions.length} commands</summary>`,
  '',
  'Before:',
  '',
  ...tableOf(
    ['key in webhooks.yml', 'decorator', 'event', 'what `modify()` takes', 'since'],
    definitions.filter(({ phase }) => phase === 'before').map((each) => rowOf(each, [replyOf(each)])),
  ),
  '',
  'After:',
  '',
  ...tableOf(
    ['key in webhooks.yml', 'decorator', 'event', 'since'],
    definitions.filter(({ phase }) => phase === 'after').map((each) => rowOf(each, [])),
  ),
  '',
  '</details>',
];

const rowOf = (definition, reply) => [
  `[\`${definition.key}\`](${pageOf(definition)})`,
  `\`@${decoratorOf(definition)}()\``,
  `\`${definition.event.name}\``,
  ...reply,
  definition.fires === false ? 'never sent' : definition.since,
];

const replyOf = (definition) => (canModify(definition) ? `\`${definition.reply.name}\`` : '');
