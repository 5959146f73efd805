import { allDefinitions } from '../contract/definitions.js';
import type { ListenerRegistry } from '../listeners/listener-registry.js';

/** The keys to switch on in webhooks.yml, in its order: those of all commands that somebody listens to. */
export function keysToEnable(registry: ListenerRegistry): string[] {
  const commands = new Set(registry.commands());
  return allDefinitions()
    .filter(({ command }) => commands.has(command))
    .map(({ key }) => key);
}

/** The `url` for webhooks.yml; secrets stand for themselves. */
export function webhookUrl(origin: string, base: string, needsSecret: boolean): string {
  return `${origin.replace(/\/+$/, '')}${base}${needsSecret ? '/<one of access.pathSecrets>' : ''}`;
}
