import { isMap, isScalar, LineCounter, parseAllDocuments, Scalar } from 'yaml';
import type { Document, Pair } from 'yaml';
import { UsageError } from '../command-line.js';
import { nameOf } from './aliases.js';
import type { Place } from './finding.js';

/** A text inside a larger file. */
export interface Embedded {
  readonly text: string;
  /** Lines and columns before its first character. */
  readonly offset: Omit<Place, 'file'>;
  /** The larger file with another text in its place; all else stays as it is, to the byte. */
  embed(text: string): string;
}

/**
 * The webhooks.yml in the `data` of a ConfigMap; undefined when the file is none of Kubernetes at all.
 *
 * @throws {UsageError} when it is one, without a single webhooks.yml in it
 */
export function findInConfigMap(source: string): Embedded | undefined {
  const lines = new LineCounter();
  const documents = parseAllDocuments(source, { lineCounter: lines });
  const resources = ('empty' in documents ? [] : documents).filter(
    ({ contents, errors }) =>
      errors.length === 0 && isMap(contents) && contents.has('apiVersion') && contents.has('kind'),
  );
  if (resources.length === 0) return undefined;
  const found = resources.flatMap(webhooksIn);
  const [value, another] = found;
  if (value === undefined) throw new UsageError(withoutWebhooks(resources));
  if (another !== undefined)
    throw new UsageError('it has several webhooks.yml: give a file with one of them');
  return embedded(source, value, lines);
}

function webhooksIn({ contents }: Document): Scalar<string>[] {
  if (!isMap(contents) || contents.get('kind') !== 'ConfigMap') return [];
  const data = contents.get('data', true);
  const entries: Pair[] = isMap(data) ? data.items : [];
  return entries
    .filter((entry) => /(?:^|[._-])webhooks\.ya?ml$/i.test(nameOf(entry)))
    .map(({ value }) => value)
    .filter((value): value is Scalar<string> => isScalar(value) && typeof value.value === 'string');
}

function withoutWebhooks(resources: readonly Document[]): string {
  const kinds = new Set(
    resources.map(({ contents }) => (isMap(contents) ? String(contents.get('kind')) : '')),
  );
  return kinds.has('ConfigMap')
    ? 'it is a ConfigMap without webhooks.yml in its data: give the ConfigMap that has it'
    : `it is a ${[...kinds].join(', ')} of Kubernetes: give webhooks.yml, or the ConfigMap that has it in its data`;
}

function embedded(source: string, value: Scalar<string>, lines: LineCounter): Embedded {
  const [start, end] = value.range ?? [0, 0, 0];
  const { line, col } = lines.linePos(start);
  if (value.type !== Scalar.BLOCK_LITERAL) {
    // Lines are not those of the file; in double quotes any text is what it is.
    const offset = { line: line - 1, column: col - 1 };
    return {
      text: value.value,
      offset,
      embed: (text) => source.slice(0, start) + JSON.stringify(text) + source.slice(end),
    };
  }
  const first = source.indexOf('\n', start) + 1;
  const indent = indentOf(value.value, source.slice(first, end));
  const newline = source[first - 2] === '\r' ? '\r\n' : '\n';
  const indented = (text: string): string =>
    text
      .split('\n')
      .map((each) => (each === '' ? '' : ' '.repeat(indent) + each))
      .join(newline);
  return {
    text: value.value,
    offset: { line, column: indent },
    embed: (text) => source.slice(0, first) + indented(text) + source.slice(end),
  };
}

/** How many spaces stand before each line in the file, of which the text itself may have more. */
function indentOf(text: string, written: string): number {
  const texts = text.split('\n');
  const index = texts.findIndex((line) => line.trim() !== '');
  const line = written.split(/\r?\n/)[index] ?? '';
  return index < 0 ? 2 : line.length - (texts[index] ?? '').length;
}
