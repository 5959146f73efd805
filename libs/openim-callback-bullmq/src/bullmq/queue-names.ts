import { MOST_PARTITIONS, type QueuePlace } from '../store/queue-store.js';

/** The name of a queue of an inbox; that of a partition is the same whatever their number is. */
export const queueName = (inbox: string, place: QueuePlace): string =>
  `${inbox}-${typeof place === 'string' ? place : String(place).padStart(2, '0')}`;

/** The names of the partitions that an inbox has with more of them. */
export const queueNamesBeyond = (inbox: string, partitions: number): readonly string[] =>
  Array.from({ length: MOST_PARTITIONS - partitions }, (_, index) => queueName(inbox, partitions + index));
