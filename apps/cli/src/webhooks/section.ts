import { isMap, isNode, isScalar, type Document, type Pair } from 'yaml';
import { nameOf, type Aliases } from './aliases.js';
import type { Variable } from './environment.js';
import type { Place } from './finding.js';
import { readBool } from './weak-values.js';

/** What a section needs of the file it is in. */
export interface SectionHost {
  readonly document: Document;
  readonly aliases: Aliases;
  placeOf(node: unknown): Place | null;
  /** The section as the file's own, for changes: it shares its value with nobody. */
  own(): Pair;
  remove(): void;
  /** The environment variables that go before what the section says, by settings; told which ones it has. */
  variables(written: (setting: string) => boolean): ReadonlyMap<string, Variable>;
}

/** One section of webhooks.yml: a key and its settings. */
export class Section {
  constructor(
    private pair: Pair,
    private readonly host: SectionHost,
  ) {}

  /** The key as it is written. */
  get name(): string {
    return nameOf(this.pair);
  }

  /** Whether it holds settings, or nothing, which is the same as all of them left out. */
  get isMapping(): boolean {
    return isMap(this.value) || this.plain(this.value) === null;
  }

  /** Whether others refer to it, as to a template that need not be a callback itself. */
  get isShared(): boolean {
    return this.host.aliases.isShared(this.pair.value);
  }

  /** Whether OpenIM takes it for enabled. */
  get enabled(): boolean {
    return readBool(this.get('enable')) === true;
  }

  /** The names of its settings as they are written. */
  get settings(): readonly string[] {
    const written = this.members.map(nameOf);
    const lowered = new Set(written.map((name) => name.toLowerCase()));
    return [...written, ...[...this.variables.keys()].filter((name) => !lowered.has(name.toLowerCase()))];
  }

  /** The plain value of a setting; undefined when it is not there. */
  get(setting: string): unknown {
    return this.variable(setting)?.value ?? this.plain(this.find(setting)?.value);
  }

  /** Where a setting is; the section itself when it is not there. */
  placeOf(setting?: string): Place | null {
    if (setting === undefined) return this.host.placeOf(this.pair.key);
    return this.variable(setting)?.place ?? this.host.placeOf((this.find(setting) ?? this.pair).key);
  }

  /** Changes a setting, or adds it. */
  set(setting: string, value: unknown): void {
    const { document, aliases } = this.host;
    this.pair = this.host.own();
    const map = this.pair.value;
    if (!isMap(map)) {
      aliases.releaseAll(map);
      this.pair.value = document.createNode({ [setting]: value });
      return;
    }
    const member = map.items.find((each) => isNamed(each, setting));
    if (member === undefined) {
      map.items.push(document.createPair(setting, value));
      return;
    }
    aliases.releaseAll(member.value);
    if (isScalar(member.value) && !Array.isArray(value)) member.value.value = value;
    else member.value = document.createNode(value);
  }

  /** Takes a setting away. */
  delete(setting: string): void {
    const { aliases } = this.host;
    this.pair = this.host.own();
    const map = this.pair.value;
    if (!isMap(map)) return;
    // It may also come by a merge key.
    aliases.writeOut(map);
    for (const member of map.items.filter((each) => isNamed(each, setting))) aliases.releaseAll(member.value);
    map.items = map.items.filter((each) => !isNamed(each, setting));
  }

  /** Gives the section another key. */
  rename(key: string): void {
    this.pair = this.host.own();
    if (isScalar(this.pair.key)) this.pair.key.value = key;
  }

  /** Takes the section away. */
  remove(): void {
    this.host.remove();
  }

  private get value(): unknown {
    return this.host.aliases.resolve(this.pair.value);
  }

  private get members(): readonly Pair[] {
    return isMap(this.value) ? this.host.aliases.membersOf(this.value) : [];
  }

  private find(setting: string): Pair | undefined {
    return this.members.find((member) => isNamed(member, setting));
  }

  private variable(setting: string): Variable | undefined {
    return [...this.variables].find(([name]) => name.toLowerCase() === setting.toLowerCase())?.[1];
  }

  private get variables(): ReadonlyMap<string, Variable> {
    return this.host.variables((setting) => this.find(setting) !== undefined);
  }

  private plain(node: unknown): unknown {
    const value = this.host.aliases.resolve(node);
    if (isScalar(value)) return value.value;
    return isNode(value) ? (value.toJS(this.host.document, { maxAliasCount: -1 }) as unknown) : value;
  }
}

/** Whether a member has that name, in whatever letter case. */
const isNamed = (member: Pair, name: string): boolean => nameOf(member).toLowerCase() === name.toLowerCase();
