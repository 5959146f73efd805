import type { PlannedCallback } from './webhooks-plan.js';

/** The versions of open-im-server whose webhooks.yml is known. v3.8.3 stands for all its patches. */
export type OpenImVersion = '3.8.3' | 'main';

/** What goes into a webhooks.yml. */
export interface WebhooksConfig {
  /** Where OpenIM sends, without a trailing slash or a query. */
  readonly url: string;
  readonly callbacks: readonly Pick<PlannedCallback, 'key' | 'timeout' | 'deniedTypes' | 'attentionIds'>[];
}

/** The callbacks that a version can send, with the filters that are exact there: `attentionIds` is on main only. */
export const knownTo = <C extends Pick<PlannedCallback, 'released' | 'fires' | 'attentionIds'>>(
  version: OpenImVersion,
  callbacks: readonly C[],
): readonly C[] =>
  callbacks
    .filter(({ released, fires }) => fires && (released || version === 'main'))
    .map((callback) =>
      version === 'main' || !callback.attentionIds ? callback : { ...callback, attentionIds: undefined },
    );

/**
 * A webhooks.yml that enables these callbacks and no others (open-im-server v3.7.0 and later).
 *
 * @example
 * ```ts
 * const [plan] = describeWebhooks(app);
 * webhooksYaml({ url: 'http://10.0.0.5:10006/callbackExample', callbacks: knownTo('3.8.3', plan.callbacks) });
 * ```
 */
export function webhooksYaml({ url, callbacks }: WebhooksConfig): string {
  // All JSON is YAML too.
  const sections = callbacks.flatMap(({ key, timeout, deniedTypes, attentionIds }) => [
    `${key}:`,
    '  enable: true',
    `  timeout: ${timeout}`,
    ...(deniedTypes ? [`  deniedTypes: ${JSON.stringify(deniedTypes)}`] : []),
    ...(attentionIds ? [`  attentionIds: ${JSON.stringify(attentionIds)}`] : []),
  ]);
  return [`url: ${JSON.stringify(url)}`, ...sections, ''].join('\n');
}

/**
 * The same as environment variables, which go before what the file says; without lists, which OpenIM is reported not
 * to read from there (openimsdk/open-im-server #3321). It looks only for those of keys that its webhooks.yml has
 * (viper's AutomaticEnv), as the one it ships does.
 *
 * @param others the keys to switch off
 */
export function webhooksEnvironment(
  { url, callbacks }: WebhooksConfig,
  others: readonly string[],
): ReadonlyMap<string, string> {
  const enabled = new Set<string>(callbacks.map(({ key }) => key));
  return new Map([
    [nameOf('url'), url],
    ...callbacks.flatMap(({ key, timeout }): [string, string][] => [
      [nameOf(`${key}_enable`), 'true'],
      [nameOf(`${key}_timeout`), String(timeout)],
    ]),
    ...others
      .filter((key) => !enabled.has(key))
      .map((key): [string, string] => [nameOf(`${key}_enable`), 'false']),
  ]);
}

const nameOf = (setting: string): string => `IMENV_WEBHOOKS_${setting.toUpperCase()}`;
