import { lineage } from './contract-source.js';
import { fieldsTable } from './fields-table.js';
import { changesOf, listenerSample, refusalOf } from './listener-sample.js';
import { canModify, decoratorOf, tableOf } from './names.js';

const URL = 'http://10.0.0.5:10006/callbackExample';

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
  const { key, command, phase, since, service, event } = definition;
  const { refusalSeenBy } = findCommand(key);
  const facts = [
    ['wire name', `\`${command}\``],
    ['phase', phase === 'before' ? 'before: OpenIM waits for the answer' : 'after: OpenIM reports'],
    ['sent by', service],
    ['since', since === 'main' ? '`main`, in no release yet (expected in v3.8.4)' : since],
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
  const { target, headers } = buildRequest({ url: URL, command: definition.key });
  const body = JSON.stringify(exampleBody(definition.key), null, 2).replace(/[<>&]/g, escapedByGo);
  return [
    `As OpenIM \`main\` sends it with \`url: ${URL}\`; the body is one line on the wire, with a line feed at its end.`,
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

function answers(definition, parts) {
  return definition.phase === 'after' ? afterAnswer(definition, parts) : beforeAnswers(definition, parts);
}

function afterAnswer(definition, { ALLOW_BYTES, exampleEvent }) {
  const event = exampleEvent(definition);
  const ordering = definition.orderingKey?.(event);
  const repetition = definition.idempotencyKey ? fieldsRead(definition.idempotencyKey, event) : [];
  return [
    'The module answers as soon as the inbox has the event. OpenIM throws the answer away.',
    '',
    ...json(ALLOW_BYTES),
    '',
    ordering === undefined
      ? 'Its events are delivered in any order.'
      : `Its events are delivered in order of arrival by ${list(fieldsRead(definition.orderingKey, event))}: this one under the key \`${ordering}\`.`,
    '',
    repetition.length === 0
      ? 'Nothing in it tells a repetition from a new event, so that `suppressDuplicates` cannot name it.'
      : `A repetition is known by ${list(repetition)}, when \`suppressDuplicates\` names \`${definition.key}\`.`,
    '',
  ];
}

function beforeAnswers(definition, { classes, allowBytes, refusalBytes, exampleEvent, exampleBody }) {
  const event = exampleEvent(definition);
  const body = exampleBody(definition.key);
  const changes = changesOf(definition, event);
  const reply = classes.get(definition.reply.name);
  return [
    '`allow()`, or nothing returned:',
    '',
    ...json(allowBytes(definition, event, {}, body)),
    '',
    'The refusal of the example listener:',
    '',
    ...json(refusalBytes(refusalOf(definition))),
    '',
    ...(changes === undefined
      ? ['An answer cannot change anything.', '']
      : [
          'Its `modify()`:',
          '',
          ...json(allowBytes(definition, event, changes, body)),
          '',
          `What \`modify()\` takes, \`${reply.name}\`: ${reply.summary.join(' ')}`,
          '',
          ...fieldsTable(classes, reply.name),
          '',
        ]),
  ];
}

const json = (bytes) => ['```json', String(bytes), '```'];

const spaced = (paragraphs) => paragraphs.flatMap((each) => [each, '']);

const list = (names) => names.map((name) => `\`${name}\``).join(' and ');

/** Which fields of an event a key is made of: those it reads. */
function fieldsRead(makeKey, event) {
  const read = new Set();
  makeKey(
    new Proxy(event, {
      get(target, name) {
        read.add(name);
        return target[name];
      },
    }),
  );
  return [...read];
}
