import { Command, SendSingleMsgEvent } from '../contract/index.js';
import { bindFilter, filterProblem } from './event-filter.js';

const event = (fields: Partial<SendSingleMsgEvent>): SendSingleMsgEvent =>
  Object.assign(new SendSingleMsgEvent(), fields);

describe('a filter by fields', () => {
  it.each([
    [{}, {}, true],
    [{ contentType: 101 }, { contentType: 101 }, true],
    [{ contentType: 101 }, { contentType: 102 }, false],
    [{ contentType: [101, 102] }, { contentType: 102 }, true],
    [{ contentType: [101, 102] }, { contentType: 103 }, false],
    [{ contentType: { not: 113 } }, { contentType: 101 }, true],
    [{ contentType: { not: 113 } }, { contentType: 113 }, false],
    [{ contentType: { not: [101, 102] } }, { contentType: 102 }, false],
    [{ contentType: 101, recvID: 'u2' }, { contentType: 101, recvID: 'u2' }, true],
    [{ contentType: 101, recvID: 'u2' }, { contentType: 101, recvID: 'u3' }, false],
    [{ contentType: 101, recvID: undefined }, { contentType: 101, recvID: 'u3' }, true],
  ])('%j of %j: %j', (where, fields, wanted) => {
    expect(bindFilter(where).wants(event(fields))).toBe(wanted);
  });

  it('says what it is', () => {
    expect(bindFilter({ contentType: [101, 102], recvID: { not: 'u1' } }).text).toBe(
      'contentType 101|102, recvID not u1',
    );
    expect(bindFilter(() => true).text).toBe('a function');
  });
});

describe('a filter by a function', () => {
  it('is asked', () => {
    const { wants } = bindFilter(({ content }: SendSingleMsgEvent) => content === 'yes');
    expect([wants(event({ content: 'yes' })), wants(event({ content: 'no' }))]).toEqual([true, false]);
  });

  it.each([[undefined], [1], ['yes'], [Promise.resolve(false)]])(
    'must say true or false, and not %p',
    (said) => {
      expect(() => bindFilter(() => said).wants(event({}))).toThrow(
        'the function of a filter must return true or false, and not a promise',
      );
    },
  );
});

describe('what is wrong with a filter', () => {
  const SEND = Command.afterSendSingleMsg;

  it.each([
    [undefined],
    [() => true],
    [{}],
    [{ contentType: 101, recvID: ['u1', 'u2'], ex: { not: '' } }],
    [{ contentType: undefined }],
  ])('nothing: %p', (where) => {
    expect(filterProblem(where, SEND)).toBeUndefined();
  });

  it.each([
    [null, 'give it fields of the event, such as { contentType: 101 }, or a function of the event'],
    [[101], 'give it fields of the event, such as { contentType: 101 }, or a function of the event'],
    ['text', 'give it fields of the event, such as { contentType: 101 }, or a function of the event'],
    [{ contentTyp: 101 }, 'the event has no field contentTyp: use one that it has, or a function'],
    [
      { contentType: [] },
      'contentType has no values, so that it can never match: give it one or leave it out',
    ],
    [
      { contentType: { not: [] } },
      'contentType has no values, so that it filters nothing: give it one or leave it out',
    ],
    [{ contentType: '101' }, 'contentType is a number, which "101" is not: give it numbers'],
    [{ recvID: ['u1', 7] }, 'recvID is a string, which 7 is not: give it strings'],
    [{ atUserIDList: 'u1' }, 'atUserIDList is not one value: use a function'],
  ])('%j: %s', (where, problem) => {
    expect(filterProblem(where, SEND)).toBe(problem);
  });

  it('knows that any callback has no more than its command', () => {
    expect(filterProblem({ callbackCommand: 'x' }, undefined)).toBeUndefined();
    expect(filterProblem({ userID: 'u1' }, undefined)).toContain('no field userID');
  });
});
