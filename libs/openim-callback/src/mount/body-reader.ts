import type { IncomingMessage } from 'node:http';
import { promisify } from 'node:util';
import { brotliDecompress, gunzip, inflate, type InputType, type ZlibOptions } from 'node:zlib';
import type { Failure } from '../intake/failure.js';

/** The body of a request, or why it could not be read. */
export type ReadBody =
  | { readonly ok: true; readonly bytes: Buffer }
  /** With the bytes as they came, when all of them did. */
  | { readonly ok: false; readonly failure: Failure; readonly received?: Buffer };

type Decompress = (bytes: InputType, options: ZlibOptions) => Promise<Buffer>;

const DECOMPRESS: ReadonlyMap<string, Decompress> = new Map([
  ['gzip', promisify(gunzip)],
  ['x-gzip', promisify(gunzip)],
  ['deflate', promisify(inflate)],
  ['br', promisify(brotliDecompress)],
]);

/** What may still be read, to be thrown away, of a body that is too large, as a multiple of the limit. */
const PATIENCE = 4;

/**
 * Reads a whole body into one buffer, of at most `limit` bytes also after decompression. OpenIM never
 * compresses what it sends; proxies might.
 */
export async function readBody(request: IncomingMessage, limit: number): Promise<ReadBody> {
  const chunks: Buffer[] = [];
  let size = 0;
  try {
    for await (const chunk of request as AsyncIterable<Buffer>) {
      size += chunk.length;
      // The rest is still taken off the wire: an answer to a request that is still being sent is not read.
      if (size <= limit) chunks.push(chunk);
      else if (size > limit * PATIENCE) break;
    }
  } catch {
    return failed('bad-encoding', 'the connection ended before the body did');
  }
  if (size > limit) return failed('too-large', `the body is larger than ${limit} bytes`);
  const [only] = chunks;
  const bytes = only && chunks.length === 1 ? only : Buffer.concat(chunks, size);
  const encoding = request.headers['content-encoding']?.trim().toLowerCase() ?? 'identity';
  return encoding === 'identity' || encoding === ''
    ? { ok: true, bytes }
    : decompress(bytes, encoding, limit);
}

/**
 * Takes a body off the wire without keeping it, up to the limit. Tells whether that was all of it: if not, the
 * connection cannot be used again.
 */
export async function discardBody(request: IncomingMessage, limit: number): Promise<boolean> {
  let size = 0;
  try {
    for await (const chunk of request as AsyncIterable<Buffer>) {
      size += chunk.length;
      if (size > limit) return false;
    }
    return true;
  } catch {
    // A sender that hangs up needs no answer either.
    return false;
  }
}

async function decompress(bytes: Buffer, encoding: string, limit: number): Promise<ReadBody> {
  const decode = DECOMPRESS.get(encoding);
  if (!decode) {
    return failed('bad-encoding', `content-encoding ${JSON.stringify(encoding)} is not known`, bytes);
  }
  try {
    return { ok: true, bytes: await decode(bytes, { maxOutputLength: limit }) };
  } catch (error) {
    return isTooLarge(error)
      ? failed('too-large', `the decompressed body is larger than ${limit} bytes`)
      : failed('bad-encoding', `the body is not ${encoding}`, bytes);
  }
}

const isTooLarge = (error: unknown): boolean =>
  typeof error === 'object' && error !== null && 'code' in error && error.code === 'ERR_BUFFER_TOO_LARGE';

const failed = (reason: Failure['reason'], detail: string, received?: Buffer): ReadBody => ({
  ok: false,
  failure: { reason, detail },
  received,
});
