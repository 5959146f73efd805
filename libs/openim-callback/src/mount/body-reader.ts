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

/** A body that was read. */
export interface WholeBody {
  readonly ok: true;
  readonly bytes: Buffer;
  /** What it takes of the {@link BodyMemory}, to be given back when it is answered; 0 for a small one. */
  readonly held: number;
}

/** The body of a request, or why it could not be read. */
export type ReadBody = WholeBody | UnreadBody;

/** The option `bodyLimit` where it is not given, in bytes. */
export const DEFAULT_BODY_LIMIT = 16 * 1024 * 1024;

/** The memory that bodies may take while they are read and answered. */
export class BodyMemory {
  /** Bytes that they take now. */
  used = 0;

  constructor(
    /** Bytes of the largest body. */
    readonly bodyLimit: number,
    /** Bytes of all of them together. */
    readonly limit: number,
  ) {}
}

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

/** Bytes up to which a body is no longer counted once it is read: there are no more of them than connections. */
const SMALL = 16 * 1024;

/**
 * Reads a whole body into one buffer, within the limits also after decompression. OpenIM never compresses what it
 * sends; proxies might. Calls back instead of promising, which every callback would pay for.
 */
export function readBody(request: IncomingMessage, memory: BodyMemory, done: (body: ReadBody) => void): void {
  const { bodyLimit } = memory;
  let chunks: Buffer[] = [];
  let size = 0;
  let joined = 0;
  let held = 0;
  let refused: UnreadBody | undefined;
  let over = false;
  const finish = (body: ReadBody): void => {
    if (over) return;
    over = true;
    if (!body.ok || held <= SMALL) memory.used -= held;
    done(body);
  };
  const refuse = (body: UnreadBody): void => {
    refused = body;
    chunks = [];
    memory.used -= held;
    held = 0;
  };
  request.on('data', (chunk: Buffer) => {
    size += chunk.length;
    // The rest is still taken off the wire: an answer to a request that is still being sent is not read.
    if (!refused) {
      if (size > bodyLimit) refuse(tooLarge(bodyLimit));
      else if (memory.used + chunk.length > memory.limit) refuse(overloaded(memory));
      else {
        held += chunk.length;
        memory.used += chunk.length;
        chunks.push(chunk);
        // What was joined is not joined again: that would be work for the square of the size.
        if (chunks.length - joined === JOINED_CHUNKS) chunks.push(Buffer.concat(chunks.splice(joined++)));
      }
    }
    if (refused && size > bodyLimit * PATIENCE) {
      request.destroy();
      finish(refused);
    }
  });
  request.on('end', () => {
    if (refused) return finish(refused);
    const [only] = chunks;
    const bytes = only && chunks.length === 1 ? only : Buffer.concat(chunks, size);
    const encoding = request.headers['content-encoding'];
    if (encoding === undefined) return finish({ ok: true, bytes, held: held <= SMALL ? 0 : held });
    void decoded(bytes, encoding.trim().toLowerCase(), memory).then((body) => {
      memory.used -= held;
      held = body.ok ? body.bytes.length : 0;
      memory.used += held;
      finish(body.ok ? { ...body, held: held <= SMALL ? 0 : held } : body);
    });
  });
  // Comes after every end; without one the connection is gone.
  request.on('close', () => {
    if (!request.readableEnded) finish(failed('bad-encoding', 'the connection ended before the body did'));
  });
}

/** A body that somebody else has read, within the limit. */
export const withinLimit = (bytes: Buffer, limit: number): ReadBody =>
  bytes.length > limit ? tooLarge(limit) : { ok: true, bytes, held: 0 };

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

async function decoded(bytes: Buffer, encoding: string, memory: BodyMemory): Promise<ReadBody> {
  if (encoding === 'identity' || encoding === '') return { ok: true, bytes, held: 0 };
  const decode = DECOMPRESS.get(encoding);
  if (!decode) {
    return failed('bad-encoding', `content-encoding ${JSON.stringify(encoding)} is not known`, bytes);
  }
  // Others that are decompressed meanwhile must not count on the same room.
  const room = Math.max(1, Math.min(memory.bodyLimit, memory.limit - memory.used));
  memory.used += room;
  try {
    return { ok: true, bytes: await decode(bytes, { maxOutputLength: room }), held: 0 };
  } catch (error) {
    if (!isTooLarge(error)) return failed('bad-encoding', `the body is not ${encoding}`, bytes);
    if (room < memory.bodyLimit) return overloaded(memory);
    return failed('too-large', `the decompressed body is larger than ${room} bytes`);
  } finally {
    memory.used -= room;
  }
}

const overloaded = ({ limit }: BodyMemory): UnreadBody =>
  failed(
    'overloaded',
    `the bodies of all callbacks together take the ${limit} bytes of the option bodyMemory`,
  );

const tooLarge = (limit: number): UnreadBody => failed('too-large', `the body is larger than ${limit} bytes`);

const isTooLarge = (error: unknown): boolean =>
  typeof error === 'object' && error !== null && 'code' in error && error.code === 'ERR_BUFFER_TOO_LARGE';

const failed = (reason: Failure['reason'], detail: string, received?: Buffer): UnreadBody => ({
  ok: false,
  failure: { reason, detail },
  received,
});
