import { textOf } from './documents.js';

const LIBRARY = 'libs/openim-callback/src';

/** The names of the options in the interfaces that begin so. */
const optionsIn = (path: string, interfaces: RegExp): string[] =>
  [...textOf(path).matchAll(/^export interface (\w+).*\{\n([\s\S]*?)^\}/gm)]
    .filter(([, name = '']) => interfaces.test(name))
    .flatMap(([, , body = '']) => [...body.matchAll(/^ {2}readonly (\w+)\?:/gm)].map(([, name]) => name ?? ''));

/** The names in the first column of the tables of a text. */
const listedIn = (text = ''): string[] => [...text.matchAll(/^\| `(\w+)` \|/gm)].map(([, name]) => name ?? '');

const [ofModule, ofInspector] = textOf('docs/options.md').split('`OpenImInspectorModule.forRoot(');

describe('the options in the docs', () => {
  it.each<[string, string | undefined, string, RegExp]>([
    ['module', ofModule, `${LIBRARY}/openim-callback.options.ts`, /^OpenImCallback(Static|Settings)/],
    ['inspector', ofInspector, `${LIBRARY}/inspector/inspector.options.ts`, /^OpenImInspector(Static|Settings)/],
  ])('are all that the %s has, each once', (_what, text, path, interfaces) => {
    const options = optionsIn(path, interfaces);
    expect(options).toContain('path');
    expect(listedIn(text).sort()).toEqual(options.sort());
  });
});
