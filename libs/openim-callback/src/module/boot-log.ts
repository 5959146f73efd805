import type { AddressInfo } from 'node:net';
import { Inject, Injectable } from '@nestjs/common';
import { allDefinitions } from '../contract/definitions.js';
import type { BoundListener } from '../listeners/bound-listener.js';
import type { ListenerRegistry } from '../listeners/listener-registry.js';
import type { WebServer } from '../mount/server-settings.js';
import { messages } from './messages.js';
import { ModuleInstance } from './module-instance.js';
import { SETTINGS, type ResolvedSettings } from './resolve-settings.js';
import { heedsSignals } from './shutdown-signals.js';

/** Milliseconds that main.ts has left to call enableShutdownHooks() after listen(). */
const HOOKS_PATIENCE = 1000;

/** What the log says at the start. */
@Injectable()
export class BootLog {
  private hooksCheck: NodeJS.Timeout | undefined;

  constructor(
    @Inject(ModuleInstance) private readonly instance: ModuleInstance,
    @Inject(SETTINGS) private readonly settings: ResolvedSettings,
  ) {}

  /** How long a server keeps idle connections, in milliseconds, 0 for ever. HTTP/2 has no such limit. */
  keepAlive({ keepAliveTimeout }: WebServer, set: number | false): void {
    if (set !== false && keepAliveTimeout !== undefined) this.instance.logger.log(messages.keepAlive(set));
  }

  /** What to enable. */
  keys(registry: ListenerRegistry): void {
    this.instance.logger.log(messages.keys(keysToEnable(registry)));
    const filtered = registry.filtered();
    if (filtered.length > 0) this.instance.logger.log(messages.filters(filtersOf(filtered)));
    const batched = registry.batched();
    if (batched.length > 0) this.instance.logger.log(messages.batches(batchesOf(batched)));
  }

  /** Whether callbacks are answered in front of the app, by what of it is on their way. */
  way(met: readonly string[]): void {
    this.instance.logger.log(met.length === 0 ? messages.inFront : messages.throughApp(met));
  }

  /** Who has joined after the start. */
  joined(listeners: readonly BoundListener[], registry: ListenerRegistry): void {
    const names = listeners.map(({ name }) => name);
    this.instance.logger.log(messages.joined(names, keysToEnable(registry)));
  }

  /** Where a server that listens receives callbacks; and, a little later, whether it will be ended in order. */
  serving(server: WebServer, base: string): void {
    const { origin, needsSecret, keepAliveTimeout, access } = this.settings;
    this.keepAlive(server, keepAliveTimeout);
    if (typeof server.address() === 'string' && access.shutsOutUnixSockets)
      this.instance.logger.error(messages.unixSocket);
    const url = webhookUrl(origin ?? `http://127.0.0.1:${portOf(server.address())}`, base, needsSecret);
    this.hooksCheck ??= setTimeout(() => this.checkShutdownHooks(), HOOKS_PATIENCE).unref();
    this.instance.logger.log(messages.receiving(this.instance.mount, url));
  }

  /** That an app without a server leaves deliveries to those that have one. */
  notServing(): void {
    this.instance.logger.log(messages.notServing);
  }

  /** Says no more. */
  stop(): void {
    clearTimeout(this.hooksCheck);
  }

  private checkShutdownHooks(): void {
    if (!heedsSignals()) this.instance.logger.warn(messages.noShutdownHooks);
  }
}

const portOf = (address: AddressInfo | string | null): string =>
  typeof address === 'object' && address !== null ? String(address.port) : '<port>';

const filtersOf = (listeners: readonly BoundListener[]): string[] => [
  ...new Set(listeners.map(({ name, filter }) => `${name}: ${filter?.text ?? ''}`)),
];

const batchesOf = (listeners: readonly BoundListener[]): string[] => [
  ...new Set(
    listeners.map(({ name, batch }) => `${name}: up to ${batch?.size ?? 1} within ${batch?.within ?? 0} ms`),
  ),
];

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
