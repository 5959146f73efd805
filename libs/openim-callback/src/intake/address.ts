import type { AcceptedEvent } from '../delivery/accepted-event.js';
import type { BoundListener } from '../listeners/bound-listener.js';
import type { IntakeParts } from './intake-parts.js';

/** Whom filters tell. */
export type FilterParts = Pick<IntakeParts, 'onFiltered' | 'onWarning'>;

/**
 * The record with the names of the listeners that want it, which are asked here and never again; the record as it is
 * when none of them has a filter, and undefined when none of them wants it.
 */
export function address(
  listeners: readonly BoundListener[],
  record: AcceptedEvent,
  parts: FilterParts,
): AcceptedEvent | undefined {
  let filters = 0;
  // A loop: most callbacks get no further than this.
  for (const { filter } of listeners) if (filter) filters++;
  if (filters === 0) return record;
  const recipients = listeners.filter((each) => isWanted(each, record, parts)).map(({ name }) => name);
  return recipients.length === 0 ? undefined : { ...record, recipients };
}

/** Whether a listener wants a callback. It is delivered to one whose filter fails: nothing may be lost by that. */
export function isWanted(listener: BoundListener, record: AcceptedEvent, parts: FilterParts): boolean {
  const { name, filter } = listener;
  if (!filter) return true;
  try {
    if (filter.wants(record.event)) return true;
  } catch (error) {
    parts.onWarning(
      `the filter of ${name} failed, and the event is delivered to it: ${String(error)}`,
      record,
    );
    return true;
  }
  parts.onFiltered?.(listener);
  return false;
}
