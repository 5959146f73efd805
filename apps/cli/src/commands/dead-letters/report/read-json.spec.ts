import { readJson } from './read-json.js';

describe('readJson', () => {
  it('reads JSON', () => {
    expect(readJson(Buffer.from(' {"a":[1]}\n'))).toEqual({ text: ' {"a":[1]}\n', value: { a: [1] } });
    expect(readJson(Buffer.from('null'))).toEqual({ text: 'null', value: null });
  });

  it.each([[''], ['{'], ['ok'], ['\ufeff{}'], [Buffer.from([0x22, 0xff, 0x22])]])(
    'reads none in %j',
    (raw) => {
      expect(readJson(Buffer.from(raw))).toBeUndefined();
    },
  );
});
