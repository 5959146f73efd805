import { StatementEncoder } from './statement-encoder.js';

describe('StatementEncoder', () => {
  it('gives each text once, in the order of its numbers', () => {
    const encoder = new StatementEncoder();
    const first = encoder.encode([{ sql: 'a' }, { sql: 'b', params: [1] }, { sql: 'a' }]);
    expect(first).toMatchObject({
      texts: [
        { sql: 'a', params: 0 },
        { sql: 'b', params: 1 },
      ],
      statements: [0, 1, 0],
    });
    const second = encoder.encode([{ sql: 'c' }, { sql: 'b', params: [2] }]);
    expect(second).toMatchObject({ texts: [{ sql: 'c', params: 0 }], statements: [2, 1], params: [2] });
  });

  it('takes a text with another number of parameters for another one', () => {
    const encoder = new StatementEncoder();
    expect(encoder.encode([{ sql: 'a', params: [1] }, { sql: 'a' }])).toMatchObject({
      texts: [
        { sql: 'a', params: 1 },
        { sql: 'a', params: 0 },
      ],
      statements: [0, 1],
    });
  });

  it('puts blobs together, and copies nothing that lies beside them', () => {
    const pool = Uint8Array.from({ length: 100 }, (_, index) => index);
    const params = ['x', pool.subarray(10, 12), null, pool.subarray(50, 50), pool.subarray(99)];
    const { bytes, ...rest } = new StatementEncoder().encode([{ sql: 'a', params }]);
    expect(rest).toMatchObject({ params: ['x', 2, null, 0, 1], blobs: [1, 3, 4] });
    expect([...new Uint8Array(bytes.buffer)]).toEqual([10, 11, 99]);
  });
});
