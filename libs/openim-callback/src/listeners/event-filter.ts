import type { OpenImEvent } from '../contract/definition.js';
import { findDefinition, type AnyEvent } from '../contract/definitions.js';

type Scalar = string | number | boolean | null | undefined;

/** The fields of an event that a filter can name: texts, numbers and truth values. */
type FilterField<E> = { [K in keyof E]-?: E[K] extends Scalar ? K : never }[keyof E];

/** What a field must be: a value, one of several, or anything but those under `not`. */
export type FieldFilter<V> = V | readonly V[] | { readonly not: V | readonly V[] };

/** What each field that is named must be. */
export type FieldFilters<E = AnyEvent> = { readonly [K in FilterField<E>]?: FieldFilter<E[K]> };

/**
 * Which events a listener wants: by their fields, all of which must match, or by a function. It is asked once, when
 * an event arrives, so a function must be quick, and must not wait for anything.
 */
export type EventFilter<E = AnyEvent> = FieldFilters<E> | ((event: E) => boolean);

/** A filter as it is asked. */
export interface BoundFilter {
  /**
   * Whether the listener wants an event.
   *
   * @throws what the app's function throws, or when it does not give true or false
   */
  readonly wants: (event: OpenImEvent) => boolean;
  /** What the log says of it, `contentType 101`. */
  readonly text: string;
}

/** A filter on one field, with its values in a list. */
export interface FieldCondition {
  readonly field: string;
  readonly values: readonly unknown[];
  /** Whether it must be none of them. */
  readonly not: boolean;
}

/** The conditions of a filter; none of a function. */
export function conditionsOf(where: unknown): readonly FieldCondition[] {
  if (typeof where !== 'object' || where === null) return [];
  return Object.entries(where).flatMap(([field, filter]: [string, unknown]): FieldCondition[] => {
    if (filter === undefined) return [];
    const not = typeof filter === 'object' && filter !== null && 'not' in filter;
    return [{ field, values: [not ? filter.not : filter].flat(), not }];
  });
}

/** Makes a filter of the option `where`. */
export function bindFilter(where: unknown): BoundFilter {
  if (typeof where === 'function') return { wants: (event) => asked(where, event), text: 'a function' };
  const conditions = conditionsOf(where);
  const tests = conditions.map(({ field, values, not }) => ({ field, values: new Set(values), not }));
  return {
    wants: (event) => tests.every(({ field, values, not }) => values.has(Reflect.get(event, field)) !== not),
    text: conditions.map(textOf).join(', '),
  };
}

function asked(where: unknown, event: OpenImEvent): boolean {
  const wanted: unknown = (where as (event: OpenImEvent) => unknown)(event);
  if (typeof wanted === 'boolean') return wanted;
  throw new TypeError('the function of a filter must return true or false, and not a promise');
}

const textOf = ({ field, values, not }: FieldCondition): string =>
  `${field} ${not ? 'not ' : ''}${values.map((each) => String(each)).join('|')}`;

/**
 * What is wrong with the option `where`, with its fix.
 *
 * @param command the wire name of the command; undefined for what listens to several
 */
export function filterProblem(where: unknown, command: string | undefined): string | undefined {
  if (where === undefined || typeof where === 'function') return undefined;
  if (typeof where !== 'object' || where === null || Array.isArray(where))
    return 'give it fields of the event, such as { contentType: 101 }, or a function of the event';
  const definition = command === undefined ? undefined : findDefinition(command);
  const event: object = definition ? new definition.event() : { callbackCommand: '' };
  return conditionsOf(where)
    .map((condition) => conditionProblem(condition, event))
    .find((each) => each !== undefined);
}

function conditionProblem({ field, values, not }: FieldCondition, event: object): string | undefined {
  if (!Object.hasOwn(event, field))
    return `the event has no field ${field}: use one that it has, or a function`;
  if (values.length === 0)
    return `${field} has no values, so that it ${not ? 'filters nothing' : 'can never match'}: give it one or leave it out`;
  const example: unknown = Reflect.get(event, field);
  if (example === null || example === undefined) return undefined;
  if (typeof example === 'object') return `${field} is not one value: use a function`;
  const wrong = values.find((each) => typeof each !== typeof example);
  return wrong === undefined
    ? undefined
    : `${field} is a ${typeof example}, which ${JSON.stringify(wrong)} is not: give it ${typeof example}s`;
}
