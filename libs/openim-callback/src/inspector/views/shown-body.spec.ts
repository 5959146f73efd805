import { BodyView, bytesToText } from './shown-body.js';

describe('bytes as a text', () => {
  it.each<[string, Buffer, string]>([
    ['UTF-8', Buffer.from('{"a":"你好 😀"}'), '{"a":"你好 😀"}'],
    ['a byte that is none', Buffer.from([0x61, 0xff, 0x62]), 'a\\xffb'],
    ['a sequence that is cut off', Buffer.from([0xe4, 0xbd, 0x61]), '\\xe4\\xbda'],
    ['a longer sequence than needed', Buffer.from([0xc0, 0x80]), '\\xc0\\x80'],
    ['half a surrogate pair', Buffer.from([0xed, 0xa0, 0x80]), '\\xed\\xa0\\x80'],
    ['both', Buffer.concat([Buffer.from('é'), Buffer.from([0xfe])]), 'é\\xfe'],
  ])('of %s', (_what, bytes, text) => {
    expect(bytesToText(bytes)).toBe(text);
  });
});

const raw = Buffer.from('{"callbackCommand":"c","content":"secret","seq":5}');
const answer = Buffer.from(
  '{"actionCode":0,"errCode":0,"errMsg":"","errDlt":"","nextCode":0,"content":"secret","list":["secret",5]}',
);

describe('a body that is hidden', () => {
  const hidden = new BodyView(true);

  it('is not shown, and still tells who did what', () => {
    expect(hidden.show(raw)).toEqual({ text: undefined, body: undefined });
    expect(hidden.ids(raw)).toMatchObject({ seq: 5 });
  });

  it('leaves of an answer what OpenIM reads it by', () => {
    expect(JSON.parse(hidden.answer(answer))).toMatchObject({
      nextCode: 0,
      content: '[hidden]',
      list: ['[hidden]', 5],
    });
  });

  it.each([
    ['refusal', '{"actionCode":0,"errCode":20001,"errMsg":"no","errDlt":"","nextCode":1}'],
    ['nothing', ''],
  ])('leaves a %s as it is', (_what, text) => {
    expect(hidden.answer(Buffer.from(text))).toBe(text);
  });
});

describe('a body of which a function leaves a part', () => {
  const part = new BodyView(({ content: _content, ...rest }) => rest);

  it('is what the function has left, in the answer too', () => {
    expect(JSON.parse(part.show(raw).text ?? '')).toEqual({ callbackCommand: 'c', seq: 5 });
    expect(part.ids(raw)).not.toHaveProperty('content');
    expect(JSON.parse(part.answer(answer))).not.toHaveProperty('content');
  });

  it('is hidden when the function fails, gives nothing, or changes what it got', () => {
    const failing = new BodyView(() => {
      throw new Error('broken');
    });
    const nothing = new BodyView(() => undefined as never);
    for (const view of [failing, nothing]) {
      expect(view.show(raw)).toEqual({ text: undefined, body: undefined });
      expect(view.answer(answer)).not.toContain('secret');
    }
    const changing = new BodyView((body) => Object.assign(body, { content: '' }));
    expect(changing.show(raw).text).not.toContain('secret');
  });

  it('is hidden when it cannot be read', () => {
    expect(part.show(Buffer.from('secret'))).toEqual({ text: undefined, body: undefined });
  });
});
