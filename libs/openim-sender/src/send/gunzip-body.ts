import { promisify } from 'node:util';
import { gunzip } from 'node:zlib';
import type { RawAnswer } from './exchange.js';

const inflate = promisify(gunzip);

/** Undoes gzip, the one encoding Go asks for and undoes; rejects when the data is broken. */
export async function gunzipBody(answer: RawAnswer): Promise<Buffer> {
  if (answer.contentEncoding.toLowerCase() !== 'gzip' || answer.body.length === 0) return answer.body;
  return inflate(answer.body);
}
