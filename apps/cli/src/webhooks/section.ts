import { isMap, isNode, isScalar, type Node, type Pair } from 'yaml';
import type { Place } from './finding.js';
import { readBool } from './weak-values.js';

/** What a section needs of the file it is in. */
export interface SectionHost {
  placeOf(node: unknown): Place;
  remove(): void;
  replaceValue(settings: unknown): void;
  createNode(value: unknown): Node;
}

/** One section of webhooks.yml: a key and its settings. */
export class Section {
  constructor(
    private readonly pair: Pair,
    private readonly value: unknown,
    private readonly host: SectionHost,
  ) {}

  /** The key as it is written. */
  get name(): string {
    return isScalar(this.pair.key) ? String(this.pair.key.value) : String(this.pair.key);
  }

  /** Whether it holds settings, or nothing, which is the same as all of them left out. */
  get isMapping(): boolean {
    return isMap(this.value) || this.plain === null;
  }

  /** Whether OpenIM takes it for enabled. */
  get enabled(): boolean {
    return readBool(this.get('enable')) === true;
  }

  /** The names of its settings as they are written. */
  get settings(): readonly string[] {
    return this.pairs.map(({ key }) => (isScalar(key) ? String(key.value) : String(key)));
  }

  /** The plain value of a setting; undefined when it is not there. */
  get(setting: string): unknown {
    const value: unknown = this.find(setting)?.value;
    if (isScalar(value)) return value.value;
    return isNode(value) ? (value.toJSON() as unknown) : value;
  }

  /** Where a setting is; the section itself when it is not there. */
  placeOf(setting?: string): Place {
    const pair = setting === undefined ? undefined : this.find(setting);
    return this.host.placeOf((pair ?? this.pair).key);
  }

  /** Changes a setting, or adds it. */
  set(setting: string, value: unknown): void {
    if (!isMap(this.value)) return this.host.replaceValue({ [setting]: value });
    const pair = this.find(setting);
    if (pair === undefined) this.value.set(setting, value);
    else if (isScalar(pair.value) && !Array.isArray(value)) pair.value.value = value;
    else pair.value = this.host.createNode(value);
  }

  /** Takes a setting away. */
  delete(setting: string): void {
    const pair = this.find(setting);
    if (pair !== undefined && isMap(this.value)) this.value.items.splice(this.value.items.indexOf(pair), 1);
  }

  /** Gives the section another key. */
  rename(key: string): void {
    if (isScalar(this.pair.key)) this.pair.key.value = key;
  }

  /** Takes the section away. */
  remove(): void {
    this.host.remove();
  }

  private get plain(): unknown {
    return isScalar(this.value) ? this.value.value : this.value;
  }

  private get pairs(): Pair[] {
    return isMap(this.value) ? this.value.items : [];
  }

  private find(setting: string): Pair | undefined {
    return this.pairs.find(
      ({ key }) => (isScalar(key) ? String(key.value) : String(key)).toLowerCase() === setting.toLowerCase(),
    );
  }
}
