import { UnknownCallbackEvent } from './unknown-callback.event.js';

describe('UnknownCallbackEvent', () => {
  it('has the name and the body as they arrived', () => {
    const body = { callbackCommand: 'callbackNewCommand', Seqs: null };
    const event = new UnknownCallbackEvent('callbackNewCommand', body);
    expect(event.callbackCommand).toBe('callbackNewCommand');
    expect(event.body).toBe(body);
  });
});
