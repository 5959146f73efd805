import { readFile } from 'node:fs/promises';
import { UsageError } from '../usage-error.js';
import { WebhooksFile } from './webhooks-file.js';

/**
 * Reads a webhooks.yml.
 *
 * @throws {UsageError} when the file cannot be read
 */
export async function readWebhooksFile(name: string): Promise<WebhooksFile> {
  try {
    return new WebhooksFile(name, await readFile(name, 'utf8'));
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error));
  }
}
