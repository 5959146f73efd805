import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Logger } from '@nestjs/common';
import type { ListenerRegistry } from '../listeners/listener-registry.js';
import { keysToEnable, webhookUrl } from '../operations/boot-report.js';
import type { ModuleInstance } from './module-instance.js';
import type { ResolvedSettings } from './resolve-settings.js';
import { heedsSignals } from './shutdown-signals.js';

/** Milliseconds that main.ts has left to call enableShutdownHooks() after listen(). */
const HOOKS_PATIENCE = 1000;

/** What the log says at the start. */
export class BootLog {
  private hooksCheck: NodeJS.Timeout | undefined;

  constructor(
    private readonly logger: Logger,
    private readonly settings: Pick<ResolvedSettings, 'origin' | 'needsSecret'>,
    private readonly mount: ModuleInstance['mount'],
  ) {}

  /** How long idle connections are kept, in milliseconds, 0 for ever. */
  keepAlive(milliseconds: number): void {
    const kept = milliseconds === 0 ? 'for ever' : `for ${milliseconds} ms`;
    this.logger.log(
      `The server keeps idle connections ${kept}, since OpenIM loses callbacks that meet their closing`,
    );
  }

  /** What to enable. */
  keys(registry: ListenerRegistry): void {
    const keys = keysToEnable(registry);
    this.logger.log(
      keys.length === 0
        ? 'No listener found: decorate a method, @OnSingleMsgRead() for example, of a provider'
        : `Enable in webhooks.yml: ${keys.join(', ')}`,
    );
  }

  /** Where a server that listens receives callbacks; and, a little later, whether it will be ended in order. */
  url(server: Server, base: string): void {
    const { origin, needsSecret } = this.settings;
    const url = webhookUrl(origin ?? `http://127.0.0.1:${portOf(server.address())}`, base, needsSecret);
    this.hooksCheck = setTimeout(() => this.checkShutdownHooks(), HOOKS_PATIENCE).unref();
    this.logger.log(`Receiving callbacks (${this.mount} mount). In webhooks.yml: url: ${url}`);
  }

  /** Says no more. */
  stop(): void {
    clearTimeout(this.hooksCheck);
  }

  private checkShutdownHooks(): void {
    if (heedsSignals()) return;
    this.logger.warn(
      'Nothing ends this app in order: call app.enableShutdownHooks(), or a deploy cuts listeners off in the ' +
        'middle, and what a memory inbox holds is lost',
    );
  }
}

const portOf = (address: AddressInfo | string | null): string =>
  typeof address === 'object' && address !== null ? String(address.port) : '<port>';
