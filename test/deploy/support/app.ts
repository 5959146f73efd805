import { readdirSync, readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { NestFactory } from '@nestjs/core';
import { describeWebhooks } from 'nestjs-openim-callback';
import { AppModule } from '../../../apps/read-receipts/src/app.module.js';

const SOURCES = join(import.meta.dirname, '..', '..', '..', 'apps', 'read-receipts', 'src');

/** Whether the example app reads an environment variable. */
export const readsVariable = (name: string): boolean =>
  readdirSync(SOURCES, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts') && !file.endsWith('.spec.ts'))
    .map((file) => readFileSync(join(SOURCES, file), 'utf8'))
    .some((text) => text.includes('process.env') && new RegExp(`\\b${name}\\b`).test(text));

/** The keys of webhooks.yml that the example app listens to. */
export async function keysOfApp(): Promise<string[]> {
  const app = await NestFactory.createApplicationContext(AppModule, { preview: true, logger: false });
  const plans = describeWebhooks(app);
  return plans.flatMap(({ callbacks }) => callbacks.map(({ key }) => key));
}

/** The answers of the example app, on an inbox of its own, by path. */
export async function statusOf(paths: readonly string[]): Promise<Record<string, number>> {
  const folder = await mkdtemp(join(tmpdir(), 'deploy-'));
  process.env['DATA_DIR'] = folder;
  const app = await NestFactory.create(AppModule, { logger: false });
  try {
    await app.listen(0, '127.0.0.1');
    const url = await app.getUrl();
    const answers = paths.map(async (path) => [path, (await fetch(url + path)).status] as const);
    return Object.fromEntries(await Promise.all(answers));
  } finally {
    await app.close();
    delete process.env['DATA_DIR'];
    await rm(folder, { recursive: true });
  }
}
