import { afterSamples, beforeSamples } from './samples.js';
import { decoratorOf } from './names.js';

/** The code every example refuses with, the first of those OpenIM leaves to applications. */
const CODE = 20001;

/** What the examples of after commands need and do not show. */
const STORE = '<!-- sample: declare class Store { save(eventID: string, facts: object): Promise<void> } -->';

/** An example listener of a command, as Markdown. */
export const listenerSample = (definition) =>
  definition.phase === 'after' ? afterSample(definition) : beforeSample(definition);

/** The refusal that the example of a before command makes. */
export const refusalOf = ({ key }) => ({ errCode: CODE, errMsg: beforeSamples[key].because, errDlt: '' });

/** What the example of a before command changes of an event; undefined when the command can change nothing. */
export const changesOf = ({ key }, event) => beforeSamples[key].change?.(event);

function afterSample(definition) {
  const event = definition.event.name;
  const fields = (afterSamples[definition.key] ?? firstFieldsOf(definition)).join(', ');
  return [
    STORE,
    '',
    '```ts',
    "import { Injectable } from '@nestjs/common';",
    `import { ${[decoratorOf(definition), event].sort().join(', ')}, type CallbackContext } from 'nestjs-openim-callback';`,
    '',
    '@Injectable()',
    `export class ${event.replace(/Event$/, '')}Listener {`,
    '  constructor(private readonly store: Store) {}',
    '',
    `  @${decoratorOf(definition)}()`,
    `  async handle(event: ${event}, { eventID }: CallbackContext) {`,
    `    const { ${fields} } = event;`,
    `    await this.store.save(eventID, { ${fields} });`,
    '  }',
    '}',
    '```',
  ];
}

const firstFieldsOf = (definition) =>
  Object.keys(new definition.event())
    .filter((name) => name !== 'callbackCommand')
    .slice(0, 3);

function beforeSample(definition) {
  const { allowWhen, refuseWhen, because, change } = beforeSamples[definition.key];
  const event = definition.event.name;
  const texts = [allowWhen, refuseWhen, change].map(String).join();
  const helpers = ['rewriteTexts', 'textsOf'].filter((name) => texts.includes(`${name}(`));
  const replies = [allowWhen || !change ? 'allow' : '', change ? 'modify' : '', 'refuse'].filter(Boolean);
  const imports = [decoratorOf(definition), event, ...[...replies, ...helpers].sort()];
  return [
    '```ts',
    "import { Injectable } from '@nestjs/common';",
    `import { ${imports.join(', ')} } from 'nestjs-openim-callback';`,
    '',
    '@Injectable()',
    `export class ${definition.key[0].toUpperCase()}${definition.key.slice(1)}Listener {`,
    `  @${decoratorOf(definition)}()`,
    `  decide(event: ${event}) {`,
    ...(allowWhen ? [`    if (${bodyOf(allowWhen)}) return allow();`] : []),
    `    if (${bodyOf(refuseWhen)}) return refuse(${CODE}, '${because}');`,
    change ? `    return modify(${bodyOf(change)});` : '    return allow();',
    '  }',
    '}',
    '```',
  ];
}

/** The text of what an arrow function returns. */
const bodyOf = (arrow) =>
  String(arrow)
    .replace(/^\(\w*\) => /, '')
    .replace(/^\((\{.*\})\)$/s, '$1');
