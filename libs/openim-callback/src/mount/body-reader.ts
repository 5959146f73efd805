import type { IncomingMessage } from 'node:http';
import { promisify } from 'node:util';
import { brotliDecompress, gunzip, inflate, type InputType, type ZlibOptions } from 'node:zlib';
import type { Failure } from '../intake/failure.js';

/** A body that could not be read. */
export interface UnreadBody {
  readonly ok: false;
  readonly failure: Failure;
  /** The bytes as they came, when all of them did. */
  readonly received?: Buffer;
}

/** The body of a request, or why it could not be read. */
export type ReadBody = { readonly ok: true; readonly bytes: Buffer } | UnreadBody;

type Decompress = (bytes: InputType, options: ZlibOptions) => Promise<Buffer>;

const DECOMPRESS: ReadonlyMap<string, Decompress> = new Map([
  ['gzip', promisify(gunzip)],
  ['x-gzip', promisify(gunzip)],
  ['deflate', promisify(inflate)],
  ['br', promisify(brotliDecompress)],
]);

/** So many chunks are joined into one: a sender may make each a byte, and the object for it takes a hundred. */
const JOINED_CHUNKS = 1024;

/** What may still be read, to be thrown away, of a body that is too large, as a multiple of the limit. */
const PATIENCE = 4;

/**
 * Reads a whole body into one buffer, of at most `limit` bytes also after decompression. OpenIM never
 * compresses what it sends; proxies might. Calls back instead of promising, which every callback would pay for.
 */
export function readBody(request: IncomingMessage, limit: number, done: (body: ReadBody) => void): void {
  const chunks: Buffer[] = [];
  let size = 0;
  let joined = 0;
  let over = false;
  const finish = (body: ReadBody): void => {
    if (over) return;
    over = true;
    done(body);
  };
  request.on('data', (chunk: Buffer) => {
    size += chunk.length;
    // The rest is still taken off the wire: an answer to a request that is still being sent is not read.
    if (size <= limit) {
      chunks.push(chunk);
      // What was joined is not joined again: that would be work for the square of the size.
      if (chunks.length - joined === JOINED_CHUNKS) chunks.push(Buffer.concat(chunks.splice(joined++)));
    } else if (size > limit * PATIENCE) {
      request.destroy();
      finish(tooLarge(limit));
    }
  });
  request.on('end', () => {
    if (size > limit) return finish(tooLarge(limit));
    const [only] = chunks;
    const bytes = only && chunks.length === 1 ? only : Buffer.concat(chunks, size);
    const encoding = request.headers['content-encoding'];
    if (encoding === undefined) finish({ ok: true, bytes });
    else void decoded(bytes, encoding.trim().toLowerCase(), limit).then(finish);
  });
  // Comes after every end; without one the connection is gone.
  request.on('close', () => {
    if (!request.readableEnded) finish(failed('bad-encoding', 'the connection ended before the body did'));
  });
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

async function decoded(bytes: Buffer, encoding: string, limit: number): Promise<ReadBody> {
  if (encoding === 'identity' || encoding === '') return { ok: true, bytes };
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

const tooLarge = (limit: number): ReadBody => failed('too-large', `the body is larger than ${limit} bytes`);

const isTooLarge = (error: unknown): boolean =>
  typeof error === 'object' && error !== null && 'code' in error && error.code === 'ERR_BUFFER_TOO_LARGE';

const failed = (reason: Failure['reason'], detail: string, received?: Buffer): UnreadBody => ({
  ok: false,
  failure: { reason, detail },
  received,
});
