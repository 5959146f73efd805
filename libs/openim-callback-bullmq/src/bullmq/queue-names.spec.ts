import fc from 'fast-check';
import { MOST_PARTITIONS } from '../store/queue-store.js';
import { queueName, queueNamesBeyond } from './queue-names.js';

describe('the names of the queues', () => {
  it('are read and sorted by people', () => {
    expect([0, 15, 100, 1023].map((partition) => queueName('openim', partition))).toEqual([
      'openim-00',
      'openim-15',
      'openim-100',
      'openim-1023',
    ]);
    expect(queueName('openim', 'unusable')).toBe('openim-unusable');
  });

  it('tell all partitions apart, those of any number and those beyond it', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: MOST_PARTITIONS }), (partitions) => {
        const own = Array.from({ length: partitions }, (_, partition) => queueName('a', partition));
        expect(new Set([...own, ...queueNamesBeyond('a', partitions)]).size).toBe(MOST_PARTITIONS);
      }),
      { numRuns: 20 },
    );
  });
});
