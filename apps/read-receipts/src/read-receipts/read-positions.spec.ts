import fc from 'fast-check';
import type { Receipt } from './conversation.js';
import { MAX_READERS, ReadPositions } from './read-positions.js';

const at = (second: number): Date => new Date(Date.UTC(2026, 0, 1, 0, 0, second));
const receipt = (conversationID: string, userID: string, seqs: number[], second = 0): Receipt => ({
  conversationID,
  userID,
  seqs,
  readAt: at(second),
});

describe('ReadPositions', () => {
  it('keeps the highest seq of a receipt, whatever their order', () => {
    const positions = new ReadPositions();
    expect(positions.record(receipt('si_u1_u2', 'u2', [35, 20]))).toEqual([
      {
        kind: 'read',
        conversationID: 'si_u1_u2',
        reader: { userID: 'u2', seq: 35, readAt: '2026-01-01T00:00:00.000Z' },
      },
    ]);
  });

  it('goes neither back in position nor in time', () => {
    const positions = new ReadPositions();
    positions.record(receipt('si_u1_u2', 'u2', [35], 9));
    positions.record(receipt('si_u1_u2', 'u2', [20], 3));
    expect(positions.find('si_u1_u2').readers).toEqual([
      { userID: 'u2', seq: 35, readAt: at(9).toISOString() },
    ]);
  });

  it('notes the time and keeps the position when a receipt names no seqs', () => {
    const positions = new ReadPositions();
    positions.record(receipt('si_u1_u2', 'u2', [35], 1));
    positions.record(receipt('si_u1_u2', 'u2', [], 2));
    positions.record(receipt('si_u1_u2', 'u1', [], 3));
    expect(positions.find('si_u1_u2').readers).toEqual([
      { userID: 'u1', seq: 0, readAt: at(3).toISOString() },
      { userID: 'u2', seq: 35, readAt: at(2).toISOString() },
    ]);
  });

  it('reads more seqs than a call can take arguments', () => {
    const positions = new ReadPositions();
    positions.record(
      receipt(
        'sg_g1',
        'u1',
        Array.from({ length: 1_000_000 }, (_, index) => index),
      ),
    );
    expect(positions.find('sg_g1').readers).toMatchObject([{ seq: 999_999 }]);
  });

  it('keeps ids apart that objects treat specially', () => {
    const positions = new ReadPositions();
    positions.record(receipt('__proto__', 'constructor', [1]));
    expect(positions.find('__proto__').readers).toMatchObject([{ userID: 'constructor', seq: 1 }]);
    expect(positions.find('toString').readers).toEqual([]);
  });

  it('lists the latest first', () => {
    const positions = new ReadPositions();
    for (const [conversation, user] of ['a1', 'a2', 'b1', 'a1']) {
      positions.record(receipt(conversation ?? '', user ?? '', [1]));
    }
    const listed = positions
      .list()
      .map(({ conversationID, readers }) => [conversationID, readers.map(({ userID }) => userID)]);
    expect(listed).toEqual([
      ['a', ['1', '2']],
      ['b', ['1']],
    ]);
  });

  describe('past its limit', () => {
    it('forgets the conversation read longest ago as a whole', () => {
      const positions = new ReadPositions(3);
      positions.record(receipt('old', 'u1', [1]));
      positions.record(receipt('kept', 'u1', [1]));
      positions.record(receipt('old', 'u2', [1]));
      expect(positions.record(receipt('new', 'u1', [1])).slice(1)).toEqual([
        { kind: 'forgotten', conversationID: 'kept' },
      ]);
      expect(positions.list().map(({ conversationID }) => conversationID)).toEqual(['new', 'old']);
    });

    it('forgets the earliest reader of a conversation that fills it alone', () => {
      const positions = new ReadPositions(2);
      positions.record(receipt('sg_g1', 'u1', [1]));
      positions.record(receipt('sg_g1', 'u2', [1]));
      expect(positions.record(receipt('sg_g1', 'u3', [1])).slice(1)).toEqual([
        { kind: 'forgotten', conversationID: 'sg_g1', userID: 'u1' },
      ]);
    });

    it('is 5000 readers by default', () => {
      const positions = new ReadPositions();
      for (let n = 0; n <= MAX_READERS; n++) positions.record(receipt(`c${n}`, 'u', [n]));
      expect(MAX_READERS).toBe(5000);
      expect(positions.list()).toHaveLength(5000);
      expect(positions.find('c0').readers).toEqual([]);
    });
  });

  const receipts = fc.array(
    fc.record({
      conversationID: fc.constantFrom('a', 'b', 'c'),
      userID: fc.constantFrom('u1', 'u2', 'u3'),
      seqs: fc.array(fc.nat(50), { maxLength: 4 }),
      readAt: fc.nat(59).map(at),
    }),
  );

  it('holds the maximum of all that was reported, in any order', () => {
    fc.assert(
      fc.property(receipts, (all) => {
        const positions = new ReadPositions();
        for (const each of all) positions.record(each);
        for (const { conversationID, readers } of positions.list()) {
          for (const { userID, seq, readAt } of readers) {
            const own = all.filter((one) => one.conversationID === conversationID && one.userID === userID);
            expect(seq).toBe(Math.max(0, ...own.flatMap(({ seqs }) => seqs)));
            expect(readAt).toBe(
              own
                .map((one) => one.readAt.toISOString())
                .toSorted()
                .at(-1),
            );
          }
        }
      }),
    );
  });

  it('stays within its limit, and its changes rebuild it', () => {
    fc.assert(
      fc.property(receipts, fc.integer({ min: 1, max: 6 }), (all, limit) => {
        const positions = new ReadPositions(limit);
        const copy = new Map<string, number>();
        const forget = (start: string): void =>
          [...copy.keys()].filter((key) => key.startsWith(start)).forEach((key) => copy.delete(key));
        for (const change of all.flatMap((each) => positions.record(each))) {
          if (change.kind === 'read')
            copy.set(`${change.conversationID} ${change.reader.userID}`, change.reader.seq);
          else forget(`${change.conversationID} ${change.userID ?? ''}`);
        }
        const kept = positions
          .list()
          .flatMap(({ conversationID, readers }) =>
            readers.map(({ userID, seq }): [string, number] => [`${conversationID} ${userID}`, seq]),
          );
        expect(kept.length).toBeLessThanOrEqual(limit);
        expect(new Map(kept)).toEqual(copy);
      }),
    );
  });
});
