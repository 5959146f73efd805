import { commandPage } from './command-page.js';
import { readClasses } from './contract-source.js';
import { indexPage } from './index-page.js';
import { linked } from './linked.js';
import { pageOf } from './names.js';

/**
 * Everything in the docs that is made from the contract: texts by their paths from the root.
 *
 * @param library what the texts are made of, from the sources or from a build: see render-docs.d.ts
 */
export function renderDocs({ contract, ...library }) {
  const definitions = library.allDefinitions();
  const write = linked(new Set(definitions.map(({ key }) => key)));
  const classes = readClasses(contract, write);
  const exampleEvent = ({ event, key }) => library.readEvent(event, library.exampleBody(key));
  const parts = { ...library, classes, exampleEvent, linked: write };
  return new Map([
    ['docs/commands/README.md', indexPage(definitions, classes)],
    ...definitions.map((definition) => [pageOf(definition), commandPage(definition, parts)]),
  ]);
}
