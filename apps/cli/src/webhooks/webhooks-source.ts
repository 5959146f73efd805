import { readFile } from 'node:fs/promises';
import { STOCK_TIMEOUT } from 'nestjs-openim-callback/webhooks';
import { isMap, parseDocument } from 'yaml';
import { UsageError, messageOf } from '../command-line.js';
import { findInConfigMap } from './config-map.js';
import type { Environment } from './environment.js';
import { allKeys, findKey, todaysName } from './known-keys.js';
import type { Section } from './section.js';
import { WebhooksFile } from './webhooks-file.js';

/** A webhooks.yml and the file it is in, which may be a ConfigMap. */
export interface WebhooksSource {
  readonly file: WebhooksFile;
  /** The whole file, with the changes that were made to the webhooks.yml. */
  toString(): string;
}

/**
 * Reads a webhooks.yml, or the one inside a ConfigMap of Kubernetes.
 *
 * @throws {UsageError} when the file cannot be read, or is something else
 */
export async function readWebhooksFile(name: string, environment?: Environment): Promise<WebhooksSource> {
  const text = await readText(name);
  try {
    const embedded = findInConfigMap(text);
    const file = new WebhooksFile(name, embedded?.text ?? text, { offset: embedded?.offset, environment });
    if (embedded === undefined) refuseOthers(file, text);
    return { file, toString: () => embedded?.embed(String(file)) ?? withBreaksOf(text, String(file)) };
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    throw new UsageError(`${name}: ${error.message}`);
  }
}

/** A text with the line breaks that another has. */
const withBreaksOf = (other: string, text: string): string =>
  other.includes('\r\n') ? text.replaceAll('\n', '\r\n') : text;

/**
 * The text of a file.
 *
 * @throws {UsageError} when it cannot be read
 */
export async function readText(name: string): Promise<string> {
  try {
    return await readFile(name, 'utf8');
  } catch (error) {
    throw new UsageError(messageOf(error));
  }
}

/** Whether a text is that of a file of environment variables, and not of settings. */
export const holdsVariables = (text: string): boolean => isCompose(text) || isDotenv(text);

/** Whether a text is that of a compose file. */
export function isCompose(text: string): boolean {
  const { contents } = parseDocument(text);
  return isMap(contents) && isMap(contents.get('services', true));
}

/** Whether a text has nothing but variables, as `.env` has: at least one, and comments. */
export function isDotenv(text: string): boolean {
  const lines = text.split('\n').filter((line) => !/^\s*(?:#.*)?$/.test(line));
  return lines.length > 0 && lines.every((line) => /^\s*(?:export\s+)?[A-Za-z_]\w*=/.test(line));
}

// Changing another file would spoil it.
function refuseOthers(file: WebhooksFile, text: string): void {
  if (holdsVariables(text)) {
    throw new UsageError(
      'it holds environment variables, and is no webhooks.yml: print those that belong there with config --env, and check them with doctor --env-file',
    );
  }
  if (file.syntaxErrors.length > 0 || file.placeOfNested !== undefined) return;
  const sections = file.sections();
  if (sections.length === 0 || sections.some(isCallback)) return;
  throw new UsageError(
    'it is no webhooks.yml, as it has the key of no callback; those are in: openim-callback list',
  );
}

/** Also one that is misspelt, or has the name of an older version. */
const isCallback = ({ name, settings }: Section): boolean =>
  findKey(name) !== undefined ||
  todaysName(name) !== undefined ||
  name.toLowerCase() === 'callback' ||
  settings.some((setting) => setting.toLowerCase() === 'enable');

/** The webhooks.yml that the image of OpenIM ships: every callback, none of them enabled, and no url of an app. */
export function stockWebhooksFile(environment: Environment): WebhooksFile {
  const sections = allKeys().map(({ key }) => `${key}: { enable: false, timeout: ${STOCK_TIMEOUT} }\n`);
  return new WebhooksFile('the webhooks.yml of the image', `url:\n${sections.join('')}`, {
    environment,
    stock: true,
  });
}
