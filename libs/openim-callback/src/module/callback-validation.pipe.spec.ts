import { BadRequestException } from '@nestjs/common';
import { readBody } from '../../../../test/support/bodies.js';
import { SingleMsgReadEvent } from '../contract/read/read.events.js';
import { UnknownCallbackEvent } from '../listeners/unknown-callback.event.js';
import { CallbackValidationPipe } from './callback-validation.pipe.js';

const pipe = new CallbackValidationPipe();

/** What a client of such a controller is told. */
function messageOf(value: unknown): unknown {
  try {
    return pipe.transform(value);
  } catch (error) {
    if (!(error instanceof BadRequestException)) throw error;
    return Reflect.get(Object(error.getResponse()), 'message');
  }
}

describe('the validation pipe', () => {
  it('makes the event of a body', () => {
    const event = pipe.transform(readBody);
    expect(event).toBeInstanceOf(SingleMsgReadEvent);
    expect(event).toMatchObject({ userID: 'u1', seqs: [1, 2] });
  });

  it('makes something of a command that nobody knows', () => {
    expect(pipe.transform({ callbackCommand: 'callbackX', a: 1 })).toEqual(
      new UnknownCallbackEvent('callbackX', { callbackCommand: 'callbackX', a: 1 }),
    );
  });

  it('understands older names and shapes', () => {
    const body = { callbackCommand: 'callbackBeforeMemberJoinGroupCommand', userID: 'u1' };
    expect(pipe.transform(body)).toMatchObject({ memberList: [{ userID: 'u1' }] });
  });

  it.each([undefined, null, 5, 'text', true, [readBody]])('turns %j down', (value) => {
    expect(messageOf(value)).toBe('a callback body is a JSON object');
  });

  it.each([{}, { callbackCommand: '' }, { callbackCommand: 5 }])('turns %j down', (value) => {
    expect(messageOf(value)).toBe('callbackCommand is missing or not a string');
  });

  it('tells every field that is wrong, without its value', () => {
    expect(messageOf({ ...readBody, userID: 5, contentType: 'x' })).toEqual([
      expect.stringMatching(/^userID must be a string$/),
      expect.stringMatching(/^contentType must /),
    ]);
  });
});
