import { foldKey, isRecord } from '../contract/records.js';

/**
 * The fields of an object in a message's content, read as OpenIM's clients read them: keys in any letter case, the
 * last one that is not null counting, and values of a wrong JSON type turned into the right one where that is
 * possible. Whoever sends by REST may send `{"Duration":"5"}`, and OpenIM passes it on as it came.
 */
export class LooseFields {
  private readonly values = new Map<string, unknown>();

  constructor(readonly source: Readonly<Record<string, unknown>>) {
    for (const key of Object.keys(source)) {
      const value = source[key];
      if (value !== null) this.values.set(foldKey(key), value);
    }
  }

  /** A text; `''` when there is none. */
  text(name: string): string {
    return toText(this.value(name));
  }

  /** A number; 0 when there is none. */
  number(name: string): number {
    return toNumber(this.value(name));
  }

  /** Whether it is true, `"true"`, 1 or `"1"`. */
  flag(name: string): boolean {
    const value = this.value(name);
    return value === true || value === 1 || value === 'true' || value === '1';
  }

  /** A list of texts; one alone is a list of one. */
  texts(name: string): string[] {
    return toTexts(this.value(name));
  }

  /** An object, or undefined. */
  object(name: string): LooseFields | undefined {
    const value = this.value(name);
    return isRecord(value) ? new LooseFields(value) : undefined;
  }

  /** The objects in a list. */
  objects(name: string): LooseFields[] {
    const value = this.value(name);
    return Array.isArray(value) ? value.filter(isRecord).map((each) => new LooseFields(each)) : [];
  }

  private value(name: string): unknown {
    return this.values.get(foldKey(name));
  }
}

/** A value as a text; `''` for what has none. */
export const toText = (value: unknown): string =>
  typeof value === 'string'
    ? value
    : typeof value === 'number' || typeof value === 'boolean'
      ? String(value)
      : '';

/** A value as a number; 0 for what is none. */
export function toNumber(value: unknown): number {
  if (typeof value === 'number') return value;
  if (typeof value === 'boolean') return Number(value);
  const number = typeof value === 'string' ? Number(value) : 0;
  return Number.isFinite(number) ? number : 0;
}

/** A value as a list of texts. */
export function toTexts(value: unknown): string[] {
  return (Array.isArray(value) ? value : [value]).map(toText).filter((text) => text !== '');
}

/** The object that a JSON text holds; undefined when it holds none. */
export function parseObject(text: unknown): Readonly<Record<string, unknown>> | undefined {
  if (typeof text !== 'string') return undefined;
  try {
    const parsed: unknown = JSON.parse(text);
    return isRecord(parsed) ? parsed : undefined;
  } catch {
    return undefined;
  }
}
