import type { ValidationError } from 'class-validator';
import { plainToInstance } from 'class-transformer';
import { fieldsOf } from './field-metadata.js';
import {
  allDefinitions,
  BeforeUserRegisterEvent,
  InvalidEventError,
  readEvent,
  RevokeMsgEvent,
  SendSingleMsgEvent,
  SingleMsgReadEvent,
} from './index.js';
import { describeErrors } from './read-event.js';

const events = allDefinitions().map(({ key, event }) => ({ key, event }));

function failure(read: () => unknown): InvalidEventError {
  try {
    read();
  } catch (error) {
    if (error instanceof InvalidEventError) return error;
  }
  throw new Error('expected an InvalidEventError');
}

describe('readEvent', () => {
  it.each(events)('reads an empty body as the zero values of $key', ({ event }) => {
    expect(readEvent(event, {})).toStrictEqual(new event());
  });

  it.each(events)('reads null in every field as the zero values of $key', ({ event }) => {
    const body = Object.fromEntries(fieldsOf(event).flatMap(({ wire }) => wire.map((name) => [name, null])));
    expect(readEvent(event, body)).toStrictEqual(new event());
  });

  it.each(events)('leaves unknown fields of $key behind', ({ event }) => {
    const body = {
      level: ['u1'],
      signature: { a: 1 },
      secret: 's',
      Sendid: 7,
      callbackcommand: 7,
    };
    expect(readEvent(event, body)).toStrictEqual(new event());
  });

  it.each(events)('keeps the command of $key, whatever the body says', ({ event }) => {
    expect(readEvent(event, { callbackCommand: 'alias' }).callbackCommand).toBe(new event().callbackCommand);
  });

  it.each(events)(
    'accepts its own spelling of $key, so that a transforming pipe changes nothing',
    ({ event }) => {
      const read = readEvent(event, {});
      expect(plainToInstance(event, read)).toEqual(read);
      for (const { name, wire } of fieldsOf(event)) expect(wire).toContain(name);
    },
  );

  it.each(events)('leaves the body of $key alone', ({ event }) => {
    const body = Object.freeze({ users: Object.freeze([Object.freeze({ userID: 'u1' })]), seqs: null });
    expect(() => readEvent(event, body)).not.toThrow();
  });

  it.each(['__proto__', 'constructor', 'hasOwnProperty', 'toString', 'callbackCommand', 'isPrototypeOf'])(
    'is not disturbed by an own key %s',
    (key) => {
      const body = JSON.parse(`{"sendID":"u1","${key}":{"recvID":"bad"},"more":{"${key}":1}}`);
      const event = readEvent(SendSingleMsgEvent, body);

      expect(event).toStrictEqual(Object.assign(new SendSingleMsgEvent(), { sendID: 'u1' }));
      expect(Object.keys(event)).toContain('callbackCommand');
    },
  );

  it('turns a nested own constructor down like any other wrong type', () => {
    const read = (): unknown => readEvent(SendSingleMsgEvent, JSON.parse('{"sendID":{"constructor":1}}'));
    expect(failure(read).problems).toEqual(['sendID must be a string']);
  });

  it('turns values nested 100000 deep down like any other wrong type', () => {
    const deep = JSON.parse(`${'['.repeat(100_000)}${']'.repeat(100_000)}`);

    expect(failure(() => readEvent(SendSingleMsgEvent, { sendID: deep })).problems).toEqual([
      'sendID must be a string',
    ]);
    expect(failure(() => readEvent(BeforeUserRegisterEvent, { users: deep })).problems).toEqual([
      'each value in users must be an object',
    ]);
  });

  it('turns integers down that JavaScript cannot hold exactly', () => {
    const body = JSON.parse('{"conversationID":"si_u1_u2","seq":9007199254740993}');
    expect(failure(() => readEvent(RevokeMsgEvent, body)).problems).toEqual([
      'seq must not be greater than 9007199254740991',
    ]);
  });
});

describe('InvalidEventError', () => {
  const error = failure(() =>
    readEvent(BeforeUserRegisterEvent, {
      callbackCommand: 'alias',
      users: [{ userID: 'u1' }, { userID: ['S3CRET'], nickname: { S3CRET: 1 }, createTime: 'S3CRET' }],
    }),
  );

  it('says what is wrong, a sentence for each field', () => {
    expect(error.problems).toEqual([
      'users.1.userID must be a string',
      'users.1.nickname must be a string',
      'users.1.createTime must be an integer number',
    ]);
  });

  it('bears the command and all problems in its message', () => {
    expect(error).toBeInstanceOf(Error);
    expect(error.name).toBe('InvalidEventError');
    expect(error.command).toBe('callbackBeforeUserRegisterCommand');
    expect(error.message).toBe(`callbackBeforeUserRegisterCommand: ${error.problems.join('; ')}`);
  });

  it.each(events)('of $key never holds a value', ({ event }) => {
    for (const secret of [
      'S3CRET',
      ['S3CRET'],
      { S3CRET: 'S3CRET' },
      [{ userID: ['S3CRET'] }],
      [['S3CRET']],
    ]) {
      const body = Object.fromEntries(
        fieldsOf(event).flatMap(({ wire }) => wire.map((name) => [name, secret])),
      );
      const text = messageOf(() => readEvent(event, body));
      expect(text).not.toContain('S3CRET');
      expect(text).not.toBe('');
    }
  });

  const messageOf = (read: () => unknown): string => {
    try {
      // Where every field is a string or a list of strings, one of the secrets is a valid body.
      return Object.keys(read() as object).join();
    } catch (thrown) {
      return String(thrown) + JSON.stringify(thrown);
    }
  };
});

describe('describeErrors', () => {
  const error = (property: string, more: Partial<ValidationError>): ValidationError =>
    Object.assign({ property }, more);

  it('puts the path before the sentences of nested errors', () => {
    const inner = error('userID', { constraints: { isString: 'userID must be a string' } });
    const errors = [error('users', { children: [error('0', { children: [inner] })] })];
    expect(describeErrors(errors)).toEqual(['users.0.userID must be a string']);
  });

  it('tells the first broken rule of each field', () => {
    const errors = [
      error('seq', { constraints: { isInt: 'a', max: 'b' } }),
      error('ex', { constraints: { isString: 'c' } }),
    ];
    expect(describeErrors(errors)).toEqual(['a', 'c']);
  });

  it('has nothing to say of nothing', () => {
    expect(describeErrors([])).toEqual([]);
    expect(describeErrors([error('seq', {})])).toEqual([]);
  });

  it('is what readEvent reports', () => {
    const problems = failure(() => readEvent(SingleMsgReadEvent, { Seqs: ['1'], userID: 1 })).problems;
    expect(problems).toEqual(['userID must be a string', 'each value in seqs must be an integer number']);
  });
});
