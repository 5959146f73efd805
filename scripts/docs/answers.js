import { fieldsTable } from './fields-table.js';
import { changesOf, refusalOf } from './listener-sample.js';

/** What the module answers to a command, as its page shows it. */
export const answers = (definition, parts) =>
  definition.phase === 'after' ? afterAnswer(definition, parts) : beforeAnswers(definition, parts);

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
