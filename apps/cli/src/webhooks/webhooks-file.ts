import { readFile } from 'node:fs/promises';
import {
  isAlias,
  isMap,
  isScalar,
  LineCounter,
  parseDocument,
  YAMLMap,
  type Document,
  type Pair,
} from 'yaml';
import { UsageError } from '../command-line.js';
import type { Place } from './finding.js';
import { Section } from './section.js';

/** A webhooks.yml that can be looked at and changed without losing its comments and order. */
export class WebhooksFile {
  private readonly lines = new LineCounter();
  private readonly document: Document;

  constructor(
    /** Its name, for places. */
    readonly name: string,
    text: string,
  ) {
    this.document = parseDocument(text, { lineCounter: this.lines });
  }

  /** Why it is no YAML that OpenIM can read; empty when it is. */
  get syntaxErrors(): readonly { readonly reason: string; readonly place: Place }[] {
    const errors = this.document.errors.map(({ message, pos }) => ({
      reason: message.split('\n')[0] ?? message,
      place: this.placeOf(pos[0]),
    }));
    const { contents } = this.document;
    if (errors.length > 0 || contents === null || isMap(contents)) return errors;
    return isScalar(contents) && contents.value === null
      ? []
      : [{ reason: 'it is not a mapping of keys to values', place: this.placeOf(0) }];
  }

  /** The value of `url`; undefined when there is none. */
  get url(): unknown {
    const value: unknown = this.find('url')?.value;
    return isScalar(value) ? value.value : value;
  }

  /** Sets `url`, at the top when it is not there yet. */
  setUrl(url: string): void {
    const pair = this.find('url');
    if (pair === undefined) this.root().items.unshift(this.document.createPair('url', url));
    else if (isScalar(pair.value)) pair.value.value = url;
    else pair.value = this.document.createNode(url);
  }

  /** Everything at the top level but `url`, in the order of the file. */
  sections(): readonly Section[] {
    return this.pairs()
      .filter((pair) => nameOf(pair).toLowerCase() !== 'url')
      .map((pair) => this.sectionOf(pair));
  }

  /** The section of that name, in whatever letter case. */
  section(key: string): Section | undefined {
    return this.sections().find(({ name }) => name.toLowerCase() === key.toLowerCase());
  }

  /** Adds a section at the end. */
  add(key: string, settings: Readonly<Record<string, unknown>>): void {
    this.root().items.push(this.document.createPair(key, settings));
  }

  /** Where a part of the file is: `url`, a section, or the top. */
  placeOfKey(key: string): Place {
    return this.placeOf(offsetOf(this.find(key)?.key));
  }

  toString(): string {
    return this.document.toString({ lineWidth: 0 });
  }

  private sectionOf(pair: Pair): Section {
    const value = isAlias(pair.value) ? pair.value.resolve(this.document) : pair.value;
    return new Section(pair, value, {
      placeOf: (node) => this.placeOf(offsetOf(node)),
      remove: () => {
        this.root().items.splice(this.root().items.indexOf(pair), 1);
      },
      replaceValue: (settings) => {
        pair.value = this.document.createNode(settings);
      },
      createNode: (given) => this.document.createNode(given),
    });
  }

  private find(key: string): Pair | undefined {
    return this.pairs().find((pair) => nameOf(pair).toLowerCase() === key.toLowerCase());
  }

  private pairs(): readonly Pair[] {
    return isMap(this.document.contents) ? this.document.contents.items : [];
  }

  private root(): YAMLMap {
    const { contents } = this.document;
    if (isMap(contents)) return contents;
    const root = new YAMLMap(this.document.schema);
    this.document.contents = root;
    return root;
  }

  private placeOf(offset: number): Place {
    const { line, col } = this.lines.linePos(offset);
    return { file: this.name, line: Math.max(1, line), column: Math.max(1, col) };
  }
}

const nameOf = ({ key }: Pair): string => (isScalar(key) ? String(key.value) : String(key));

function offsetOf(node: unknown): number {
  const range: unknown = typeof node === 'object' && node !== null ? Reflect.get(node, 'range') : undefined;
  return Array.isArray(range) && typeof range[0] === 'number' ? range[0] : 0;
}

/**
 * Reads a webhooks.yml.
 *
 * @throws {UsageError} when the file cannot be read
 */
export async function readWebhooksFile(name: string): Promise<WebhooksFile> {
  try {
    return new WebhooksFile(name, await readFile(name, 'utf8'));
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error));
  }
}
