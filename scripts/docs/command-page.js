import { answers } from './answers.js';
import { lineage } from './contract-source.js';
import { fieldsTable } from './fields-table.js';
import { listenerSample } from './listener-sample.js';
import { canModify, decoratorOf, tableOf } from './names.js';

const WEBHOOKS_URL = 'http://10.0.0.5:10006/callbackExample';

const SEEN_BY = {
  sender: "the sender's client (code and message), or the REST caller (also the detail)",
  caller: 'the REST caller, which is also what the client SDK is here (code, message and detail)',
  nobody: 'nobody: OpenIM logs a warning',
};

/** The page of one command. */
export function commandPage(definition, parts) {
  return [
    '<!-- Made from the contract by `npm run docs`: change the definition or the doc comments there. -->',
    '',
    `# ${definition.key}`,
    '',
    ...factsTable(definition, parts),
    '',
    '## Trigger',
    '',
    parts.linked(`Sent ${definition.trigger}.`.replace('Sent never', 'Never sent')),
    '',
    '## When it really fires',
    '',
    ...spaced(parts.classes.get(definition.event.name).summary),
    '## Traps',
    '',
    ...trapsOf(definition, parts).map((trap) => `- ${trap}`),
    '',
    '## Fields of the event',
    '',
    `What a listener gets as \`${definition.event.name}\`. What is absent or null on the wire has Go's zero value here, unless the type says otherwise.`,
    '',
    ...fieldsTable(parts.classes, definition.event.name, [commandRow(definition)]),
    '',
    '## Example request',
    '',
    ...exampleRequest(definition, parts),
    '',
    '## Example listener',
    '',
    ...listenerSample(definition),
    '',
    '## The answer',
    '',
    ...answers(definition, parts),
  ].join('\n');
}

function factsTable(definition, { findCommand }) {
  const { key, command, phase, since, history, service, event } = definition;
  const { refusalSeenBy } = findCommand(key);
  const facts = [
    ['wire name', `\`${command}\``],
    ['phase', phase === 'before' ? 'before: OpenIM waits for the answer' : 'after: OpenIM reports'],
    ['sent by', service],
    [
      'since',
      since === 'main'
        ? '`main`, in no release yet (expected in v3.8.4)'
        : `${since}${history === undefined ? '' : ` (${history})`}`,
    ],
    ['decorator', `\`@${decoratorOf(definition)}()\``],
    ['event', `\`${event.name}\``],
    ['what `modify()` takes', canModify(definition) ? `\`${definition.reply.name}\`` : 'nothing'],
    ['who sees a refusal', SEEN_BY[refusalSeenBy]],
  ];
  const shown = phase === 'before' ? facts : facts.slice(0, -2);
  return tableOf(['key in webhooks.yml', `\`${key}\``], shown);
}

function trapsOf(definition, { classes, findCommand }) {
  const remarks = lineage(classes, definition.event.name).flatMap((each) => each.remarks);
  return [
    ...remarks,
    ...(isDerived(definition)
      ? []
      : ['The wire name does not follow from the key: use `Command` instead of putting it together.']),
    ...(findCommand(definition.key).query === 'key'
      ? [
          '`main` adds `?key=` to the url, no release does; `context.key` is what it holds. Anyone can forge one.',
        ]
      : []),
    `And those of every ${definition.phase} callback: [OpenIM's side](../openim-side.md).`,
  ];
}

const isDerived = ({ key, command }) =>
  command === `callback${key[0].toUpperCase()}${key.slice(1)}Command`;

const commandRow = ({ command }) => [
  '`callbackCommand`',
  `\`'${command}'\``,
  '`callbackCommand`',
  'The command.',
];

function exampleRequest(definition, { buildRequest, exampleBody }) {
  const { target, headers } = buildRequest({ url: WEBHOOKS_URL, command: definition.key });
  const body = JSON.stringify(exampleBody(definition.key), null, 2).replace(/[<>&]/g, escapedByGo);
  return [
    `As OpenIM \`main\` ${definition.fires === false ? 'would send' : 'sends'} it with \`url: ${WEBHOOKS_URL}\`; the body is one line on the wire, with a line feed at its end.`,
    '',
    '```http',
    `POST ${target} HTTP/1.1`,
    ...headers.map(([name, value]) => `${name}: ${value}`),
    '',
    body,
    '```',
  ];
}

const escapedByGo = (character) => `\\u00${character.charCodeAt(0).toString(16)}`;

const spaced = (paragraphs) => paragraphs.flatMap((each) => [each, '']);
