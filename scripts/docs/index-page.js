import { canModify, decoratorOf, tableOf } from './names.js';

/** What the families of the contract are called, by the folders they are in. */
const FAMILIES = {
  message: 'Messages',
  read: 'Read receipts and revocation',
  presence: 'Presence',
  push: 'Push',
  friend: 'Friends and black lists',
  group: 'Groups',
  'group-membership': 'Group members',
  'group-profile': 'Group profiles',
  user: 'Users',
  conversation: 'Conversations',
};

/** The page that lists the pages of all commands, by family. */
export function indexPage(definitions, classes) {
  const familyOf = ({ event }) => classes.get(event.name).family;
  return [
    '<!-- Made from the contract by `npm run docs`: change the definition or the doc comments there. -->',
    '',
    `# The ${definitions.length} commands`,
    '',
    'A page for each command, by its key in webhooks.yml: when it fires, its fields, its traps, an example request, an example listener and the answer.',
    '',
    ...Object.entries(FAMILIES).flatMap(([family, title]) => [
      `## ${title}`,
      '',
      ...tableOf(
        ['command', 'decorator', 'event', 'what `modify()` takes', 'sent', 'since'],
        definitions.filter((each) => familyOf(each) === family).map(rowOf),
      ),
      '',
    ]),
  ].join('\n');
}

const rowOf = (definition) => [
  `[\`${definition.key}\`](${definition.key}.md)<br>\`${definition.command}\``,
  `\`@${decoratorOf(definition)}()\``,
  `\`${definition.event.name}\``,
  canModify(definition) ? `\`${definition.reply.name}\`` : '',
  definition.trigger,
  definition.fires === false ? 'never sent' : definition.since,
];
