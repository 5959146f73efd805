import { crc32 } from 'node:zlib';
import type { StoredEvent } from '../../accepted-event.js';
import { PARTITIONS } from './schema.js';

/** The partition of an event: that of its ordering key, or any when it may be delivered in any order. */
export const partitionOf = ({ orderingKey, id }: StoredEvent): number =>
  crc32(orderingKey ?? id) % PARTITIONS;
