import { UsageError } from '../../command-line.js';
import { parseValue, typeOf } from './parse-value.js';

/** One `--set`, taken apart. */
export interface Setting {
  /** Where in the body; at least one name. */
  readonly path: readonly [string, ...string[]];
  /** What stands after the `=`, placeholders included. */
  readonly text: string;
}

/**
 * Takes `field=value` or `a.b.c=value` apart; the value may hold further equals signs.
 *
 * @throws {UsageError} without a `=` or with an empty name
 */
export function readSetting(argument: string): Setting {
  const [field = '', ...value] = argument.split('=');
  const [name = '', ...inner] = field.split('.');
  if (value.length === 0 || name === '' || inner.includes('')) {
    throw new UsageError(`--set "${argument}" is not of the form field=value or field.inner=value`);
  }
  return { path: [name, ...inner], text: value.join('=') };
}

type Path = readonly string[];

/** A body, or a part of it, with one field set. */
export interface SetResult<Value = unknown> {
  readonly value: Value;
  readonly warnings: readonly string[];
}

/**
 * Sets what the path leads to in a copy of the body, which stays as it is; the text is read by
 * {@link parseValue}.
 *
 * @throws {UsageError} when the path leads into a text or a number, or beyond the end of a list
 */
export function setField(
  body: object,
  [name, ...rest]: readonly [string, ...string[]],
  text: string,
): SetResult<Record<string, unknown>> {
  return setMember(body, name, rest, text, []);
}

function setInside(target: unknown, path: Path, text: string, at: Path): SetResult {
  const [name, ...rest] = path;
  if (name === undefined) return replace(target, text, at);
  if (Array.isArray(target)) return setElement(target, name, rest, text, at);
  if (target === null || target === undefined) {
    return /^[0-9]+$/.test(name) ? setElement([], name, rest, text, at) : setMember({}, name, rest, text, at);
  }
  if (typeof target === 'object') return setMember(target, name, rest, text, at);
  throw new UsageError(`--set: ${at.join('.')} is ${describe(target)}, there is no "${name}" in it`);
}

function replace(target: unknown, text: string, at: Path): SetResult {
  const value = parseValue(text, target);
  const differs =
    target !== null && target !== undefined && value !== null && typeOf(value) !== typeOf(target);
  return {
    value,
    warnings: differs ? [`OpenIM sends ${at.join('.')} as ${describe(target)}, this is text`] : [],
  };
}

function setElement(list: readonly unknown[], name: string, rest: Path, text: string, at: Path): SetResult {
  const index = /^[0-9]+$/.test(name) ? Number(name) : Infinity;
  if (index > list.length) {
    throw new UsageError(
      `--set: ${at.join('.')} has ${list.length} elements, "${name}" is none of them nor the next`,
    );
  }
  const set = setInside(list[index], rest, text, [...at, name]);
  return { value: Object.assign([...list], { [index]: set.value }), warnings: set.warnings };
}

function setMember(
  object: object,
  name: string,
  rest: Path,
  text: string,
  at: Path,
): SetResult<Record<string, unknown>> {
  const entries: [string, unknown][] = Object.entries(object);
  const known = findName(Object.keys(object), name);
  const old = entries.find(([key]) => key === known)?.[1];
  const { value, warnings } = setInside(old, rest, text, [...at, name]);
  const changed: [string, unknown][] =
    known === undefined
      ? [...entries, [name, value]]
      : entries.map((entry) => (entry[0] === known ? [name, value] : entry));
  return {
    value: Object.fromEntries(changed),
    warnings: [...spellingWarnings(known, name, at), ...warnings],
  };
}

function findName(names: readonly string[], name: string): string | undefined {
  return names.includes(name) ? name : names.find((known) => known.toLowerCase() === name.toLowerCase());
}

function spellingWarnings(known: string | undefined, name: string, at: Path): string[] {
  const field = [...at, name].join('.');
  if (known === undefined) return [`OpenIM has no field ${field} here; it is sent all the same`];
  return known === name ? [] : [`OpenIM writes ${[...at, known].join('.')}; it is sent as ${field} instead`];
}

function describe(value: unknown): string {
  const type = typeOf(value);
  if (type === 'text') return 'text';
  return type === 'object' ? 'an object' : `a ${type}`;
}
