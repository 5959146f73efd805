import fc from 'fast-check';
import { wireCommands } from 'openim-sender';
import { distance, suggest } from './suggest.js';

const keys = wireCommands.map(({ key }) => key);

describe('suggest', () => {
  it.each([
    ['afterSingleMsgReed', 'afterSingleMsgRead'],
    ['aftersinglemsgread', 'afterSingleMsgRead'],
    ['singleMsgRead', 'afterSingleMsgRead'],
    ['beforeSendMsg', 'beforeSendGroupMsg'],
    ['afterUserKickoff', 'afterUserKickOff'],
  ])('knows that %s means %s', (name, expected) => {
    expect(suggest(name, keys)).toContain(expected);
    expect(suggest(name, keys).length).toBeLessThanOrEqual(3);
  });

  it('puts the nearest first', () => {
    expect(suggest('afterUserOffine', keys)[0]).toBe('afterUserOffline');
  });

  it.each(['', 'x', 'somethingElseAltogether'])('has nothing to say to %j', (name) => {
    expect(suggest(name, keys)).toEqual([]);
  });

  it('finds every key with one letter missing', () => {
    const slip = fc.constantFrom(...keys).chain((key) => fc.tuple(fc.constant(key), fc.nat(key.length - 1)));
    fc.assert(
      fc.property(slip, ([key, index]) => {
        expect(suggest(key.slice(0, index) + key.slice(index + 1), keys)).toContain(key);
      }),
    );
  });
});

describe('distance', () => {
  it.each([
    ['kitten', 'sitting', 3],
    ['', 'abc', 3],
    ['abc', '', 3],
    ['同', '同同', 1],
    ['same', 'same', 0],
  ])('from %j to %j is %i', (from, to, expected) => {
    expect(distance(from, to)).toBe(expected);
  });

  it('is the same both ways', () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), (a, b) => {
        expect(distance(a, b)).toBe(distance(b, a));
      }),
    );
  });
});
