import fc from 'fast-check';
import { decodeBase64 } from './byte-slice.js';
import { DecodeError } from './decode-error.js';

describe('decodeBase64', () => {
  it.each(['AAE', 'A', 'AA=A', '====', 'AA==AA==', 'a-_b', ' AAE=', 'AAE=\t'])('refuses %j', (value) => {
    expect(() => decodeBase64({ kind: 'string', value })).toThrow(DecodeError);
  });

  it('takes the empty string and skips line breaks', () => {
    expect(decodeBase64({ kind: 'string', value: '' })).toEqual([]);
    expect(decodeBase64({ kind: 'string', value: '\r\nAA\nE=\n' })).toEqual([0, 1]);
  });

  it('takes trailing bits that are not zero, as Go does', () => {
    expect(decodeBase64({ kind: 'string', value: 'AB==' })).toEqual([0]);
  });

  it('gives back the bytes', () => {
    fc.assert(
      fc.property(fc.uint8Array(), (bytes) => {
        const value = Buffer.from(bytes).toString('base64');
        expect(decodeBase64({ kind: 'string', value })).toEqual([...bytes]);
      }),
    );
  });
});
