import { readFile } from 'node:fs/promises';
import type { Io } from '../../io.js';
import { UsageError } from '../../usage-error.js';

/**
 * The bytes of a file, or of standard input for `-`.
 *
 * @throws {UsageError} when the file cannot be read
 */
export async function readBody(file: string, io: Io): Promise<Buffer> {
  if (file === '-') return readAll(io.stdin);
  try {
    return await readFile(file);
  } catch (error) {
    throw new UsageError(`--body: ${error instanceof Error ? error.message : String(error)}`);
  }
}

async function readAll(stream: Io['stdin']): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of stream) chunks.push(Buffer.from(chunk));
  return Buffer.concat(chunks);
}
