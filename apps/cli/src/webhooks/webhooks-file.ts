import { isAlias, isMap, isNode, isScalar, LineCounter, parseDocument, YAMLMap } from 'yaml';
import type { Document, Pair } from 'yaml';
import { Aliases, nameOf } from './aliases.js';
import { Environment, variableOf } from './environment.js';
import type { Place } from './finding.js';
import { Section } from './section.js';

/** What a webhooks.yml is besides its text. */
export interface WebhooksFileOptions {
  /** Lines and columns before its first character, where it is a part of a larger file. @default none */
  readonly offset?: Omit<Place, 'file'>;
  /** Environment variables that go before what it says. @default none */
  readonly environment?: Environment;
  /** Whether it stands for the one that the image ships, so that nothing in it has a place. @default false */
  readonly stock?: boolean;
}

/** A webhooks.yml that can be looked at and changed without losing its comments and order. */
export class WebhooksFile {
  private readonly lines = new LineCounter();
  private readonly document: Document;
  private readonly aliases: Aliases;
  readonly environment: Environment;

  constructor(
    /** Its name, for places. */
    readonly name: string,
    text: string,
    private readonly options: WebhooksFileOptions = {},
  ) {
    this.document = parseDocument(text, { lineCounter: this.lines });
    this.aliases = new Aliases(this.document);
    this.environment = options.environment ?? new Environment([]);
  }

  /** Why it is no YAML that OpenIM can read; empty when it is. */
  get syntaxErrors(): readonly { readonly reason: string; readonly place: Place | null }[] {
    const errors = this.document.errors.map(({ message, pos }) => ({
      reason: message.split('\n')[0] ?? message,
      place: this.placeAt(pos[0]),
    }));
    if (errors.length > 0) return errors;
    if (this.aliases.error !== undefined) {
      const { reason, node } = this.aliases.error;
      return [{ reason, place: this.placeOf(node) }];
    }
    const { contents } = this.document;
    if (contents === null || isMap(contents) || (isScalar(contents) && contents.value === null)) return [];
    return [{ reason: 'it is not a mapping of keys to values', place: this.placeAt(0) }];
  }

  /** The value of `url`; undefined when there is none. */
  get url(): unknown {
    const pair = this.find('url');
    const value = this.aliases.resolve(pair?.value);
    return (pair && this.environment.url?.value) ?? (isScalar(value) ? value.value : value);
  }

  /** Sets `url`, at the top when it is not there yet. */
  setUrl(url: string): void {
    const pair = this.find('url');
    if (pair === undefined) this.root().items.unshift(this.document.createPair('url', url));
    else {
      const own = this.own(pair);
      if (isScalar(own.value)) own.value.value = url;
      else own.value = this.document.createNode(url);
    }
  }

  /** Everything but `url`, in the order of the file; what is nested counts like what is not. */
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

  /** How to give a setting a value, in words. */
  assignment(key: string, setting: string, value: unknown): string {
    return this.options.stock === true
      ? `${variableOf(key, setting)}=${String(value)}`
      : `${key}.${setting}: ${String(value)}`;
  }

  /** Where `url` is; the top when there is none. */
  get placeOfUrl(): Place | null {
    const pair = this.find('url');
    return (pair && this.environment.url?.place) ?? this.placeOf(pair?.key);
  }

  /** Where a mapping `webhooks:` is that holds what belongs to the top level; undefined when there is none. */
  get placeOfNested(): Place | null | undefined {
    const pair = this.nested();
    return pair && this.placeOf(pair.key);
  }

  /** Moves what is under `webhooks:` to the top level, unless that has it already. */
  moveNestedUp(): void {
    const pair = this.nested();
    if (pair === undefined) return;
    const own = this.own(pair);
    if (!isMap(own.value)) return;
    this.aliases.writeOut(own.value);
    const root = this.root();
    const names = new Set(this.aliases.membersOf(root).map((each) => nameOf(each).toLowerCase()));
    const doubled = own.value.items.filter((each) => names.has(nameOf(each).toLowerCase()));
    for (const each of doubled) this.aliases.releaseAll(each.value);
    const moved = own.value.items.filter((each) => !doubled.includes(each));
    const comments = [own.key, own.value, moved[0]?.key].map((node) =>
      isNode(node) ? node.commentBefore : '',
    );
    const first = moved[0]?.key;
    if (isNode(first)) first.commentBefore = comments.filter(Boolean).join('\n') || null;
    root.items.splice(root.items.indexOf(own), 1, ...moved);
  }

  toString(): string {
    return this.document.toString({ lineWidth: 0 });
  }

  private sectionOf(pair: Pair): Section {
    return new Section(pair, {
      document: this.document,
      aliases: this.aliases,
      // OpenIM looks for those of the settings that its file has; the one it ships has all.
      variables: (written) => {
        const variables = [...this.environment.of(nameOf(pair))];
        return new Map(this.options.stock === true ? variables : variables.filter(([name]) => written(name)));
      },
      placeOf: (node) => this.placeOf(node),
      own: () => this.own(this.find(nameOf(pair)) ?? pair),
      remove: () => this.remove(nameOf(pair)),
    });
  }

  private find(key: string): Pair | undefined {
    return this.pairs().find((pair) => nameOf(pair).toLowerCase() === key.toLowerCase());
  }

  private pairs(): readonly Pair[] {
    const { contents } = this.document;
    if (!isMap(contents)) return [];
    const nested = this.nested();
    const members = this.aliases.membersOf(contents).filter((pair) => pair !== nested);
    const inner = this.aliases.resolve(nested?.value);
    const names = new Set(members.map((pair) => nameOf(pair).toLowerCase()));
    const others = isMap(inner) ? this.aliases.membersOf(inner) : [];
    return [...members, ...others.filter((pair) => !names.has(nameOf(pair).toLowerCase()))];
  }

  private nested(): Pair | undefined {
    const { contents } = this.document;
    const members = isMap(contents) ? this.aliases.membersOf(contents) : [];
    const pair = members.find((each) => nameOf(each).toLowerCase() === 'webhooks');
    return isMap(this.aliases.resolve(pair?.value)) ? pair : undefined;
  }

  /** The mapping that a pair is a part of, when it is one of the file's own, and not got by a merge key. */
  private holderOf(pair: Pair): YAMLMap | undefined {
    const nested = this.aliases.resolve(this.nested()?.value);
    return [this.root(), nested].find((map): map is YAMLMap => isMap(map) && map.items.includes(pair));
  }

  private own(pair: Pair): Pair {
    if (this.holderOf(pair) === undefined) {
      const copy = this.aliases.copyPair(pair);
      this.root().items.push(copy);
      return copy;
    }
    if (isAlias(pair.value)) pair.value = this.aliases.copy(pair.value);
    else this.aliases.release(pair.value);
    return pair;
  }

  private remove(name: string): void {
    const pair = this.find(name);
    if (pair === undefined) return;
    if (this.holderOf(pair) === undefined) this.aliases.writeOut(this.root());
    const found = this.find(name);
    const holder = found && this.holderOf(found);
    if (found === undefined || holder === undefined) return;
    this.aliases.releaseAll(found.value);
    holder.items.splice(holder.items.indexOf(found), 1);
  }

  private root(): YAMLMap {
    const { contents } = this.document;
    if (isMap(contents)) return contents;
    const root = new YAMLMap(this.document.schema);
    this.document.contents = root;
    return root;
  }

  private placeOf(node: unknown): Place | null {
    return this.placeAt(isNode(node) ? (node.range?.[0] ?? 0) : 0);
  }

  private placeAt(offset: number): Place | null {
    if (this.options.stock === true) return null;
    const { line, col } = this.lines.linePos(offset);
    const { line: lines, column: columns } = this.options.offset ?? { line: 0, column: 0 };
    return { file: this.name, line: Math.max(1, line) + lines, column: Math.max(1, col) + columns };
  }
}
