import type { CommandKey } from '../contract/commands.js';
import { FILTERED_CALLBACKS } from '../webhooks/webhooks-plan.js';
import { conditionsOf, type FieldCondition } from './event-filter.js';

/** Settings of webhooks.yml that follow from filters; absent where none follow. */
export interface FilterSettings {
  readonly deniedTypes?: readonly number[];
  readonly attentionIds?: readonly string[];
}

/**
 * What OpenIM can keep back by itself: content types that none of the listeners wants, and, of afterSendSingleMsg,
 * receivers other than those that they name. Nothing that a listener wants is ever kept back.
 *
 * @param filters the option `where` of each listener, undefined for one that wants everything
 */
export function filterSettings(key: CommandKey, filters: readonly unknown[]): FilterSettings {
  const conditions = filters.map(conditionsOf);
  const denied = FILTERED_CALLBACKS.has(key)
    ? common(conditions.map((each) => valuesOf(each, 'contentType', true)))
    : [];
  const wanted =
    key === 'afterSendSingleMsg' ? conditions.map((each) => valuesOf(each, 'recvID', false)) : [[]];
  const receivers = wanted.every((each) => each.length > 0) ? [...new Set(wanted.flat())] : [];
  return {
    ...(denied.length > 0 && { deniedTypes: denied.map(Number).sort((one, other) => one - other) }),
    ...(receivers.length > 0 && { attentionIds: receivers.map(String) }),
  };
}

const valuesOf = (conditions: readonly FieldCondition[], field: string, not: boolean): readonly unknown[] =>
  conditions.find((each) => each.field === field && each.not === not)?.values ?? [];

const common = ([first = [], ...others]: readonly (readonly unknown[])[]): readonly unknown[] => [
  ...new Set(first.filter((each) => others.every((other) => other.includes(each)))),
];
