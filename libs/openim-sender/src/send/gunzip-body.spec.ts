import { gzipSync } from 'node:zlib';
import { gunzipBody } from './gunzip-body.js';

function answer(contentEncoding: string, body: Buffer): Parameters<typeof gunzipBody>[0] {
  return { status: 200, location: '', contentEncoding, body };
}

describe('gunzipBody', () => {
  it.each(['gzip', 'GZIP'])('undoes %s', async (encoding) => {
    expect(String(await gunzipBody(answer(encoding, gzipSync('{}'))))).toBe('{}');
  });

  it.each(['', 'deflate', 'br', 'x-gzip', 'identity'])('leaves %j alone', async (encoding) => {
    expect(String(await gunzipBody(answer(encoding, Buffer.from('{}'))))).toBe('{}');
  });

  it('takes an empty body for empty', async () => {
    expect(await gunzipBody(answer('gzip', Buffer.alloc(0)))).toHaveLength(0);
  });

  it.each([
    [Buffer.from('{}'), 'incorrect header check'],
    [gzipSync('{}').subarray(0, -4), 'unexpected end of file'],
  ])('rejects broken data', async (body, message) => {
    await expect(gunzipBody(answer('gzip', body))).rejects.toMatchObject({ message });
  });
});
