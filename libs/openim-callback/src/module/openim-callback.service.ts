import { Inject, Injectable } from '@nestjs/common';
import { filter, type Observable } from 'rxjs';
import type { CommandName } from '../contract/commands.js';
import type { AnyEvent, EventOf } from '../contract/definitions.js';
import { SETTINGS, type ResolvedSettings } from './resolve-settings.js';
import { CallbackServers } from './callback-servers.js';
import { CallbackStream } from './callback-stream.js';
import type { DeadLetters } from '../delivery/dead-letters.js';
import type { InboxState } from '../delivery/inbox.js';
import type { ReceivedCallback } from '../intake/intake-parts.js';
import type { WebServer } from '../mount/server-settings.js';
import type { DiagnosisReport } from '../operations/diagnosis/diagnosis-report.js';
import { healthOf, type Health, type HealthLimits } from '../operations/health/health.js';
import { Monitoring } from './monitoring.js';
import type { UnknownCallbackEvent } from '../listeners/unknown-callback.event.js';

/**
 * Emits every usable callback of a module instance, before and after ones alike, once its answer is known. The
 * streams are a live view: what must not be missed belongs into a listener.
 *
 * @example
 * ```ts
 * constructor(callbacks: OpenImCallbackService) {
 *   callbacks.on(Command.afterSingleMsgRead).subscribe(({ event }) => this.show(event.conversationID, event.seqs));
 * }
 * ```
 */
@Injectable()
export class OpenImCallbackService {
  /** Every usable callback, of commands this version does not know too. */
  readonly events$: Observable<ReceivedCallback<AnyEvent | UnknownCallbackEvent>>;

  constructor(
    @Inject(CallbackStream) stream: CallbackStream,
    @Inject(SETTINGS) private readonly settings: ResolvedSettings,
    @Inject(Monitoring) private readonly monitoring: Monitoring,
    @Inject(CallbackServers) private readonly servers: CallbackServers,
  ) {
    this.events$ = stream.asObservable();
  }

  /** What could not be delivered: to look at, to send again, to delete. */
  get deadLetters(): DeadLetters {
    return this.settings.inbox.deadLetters;
  }

  /** What the inbox holds and how it is. */
  async inboxState(): Promise<InboxState> {
    return this.settings.inbox.state();
  }

  /**
   * How the instance is, as an indicator for `@nestjs/terminus`:
   * `health.check([() => callbacks.checkHealth('openim')])`. Never rejects.
   *
   * @param key the name in the result. `@default 'openim'`
   */
  async checkHealth<K extends string = 'openim'>(
    key: K = 'openim' as K,
    limits: HealthLimits = {},
  ): Promise<Record<K, Health>> {
    const inbox = await this.inboxState().catch((error: unknown) =>
      error instanceof Error ? error : new Error(String(error)),
    );
    const { draining } = this.monitoring;
    return { [key]: healthOf({ inbox, draining, diagnosis: this.diagnosis() }, limits) } as Record<K, Health>;
  }

  /** What was found out about what arrives: what is not listened to, what never came, who sends too much. */
  diagnosis(): DiagnosisReport {
    return this.monitoring.diagnosis();
  }

  /**
   * Stands in front of a server that the app has made itself, of `node:http`, `node:https` or `node:http2`, as it does
   * in front of the app's own: keeps its idle connections, takes long headers, and logs the url when it listens.
   * Callbacks are answered on such a server without it, too. Returns a function that gives the server back.
   *
   * @example
   * ```ts
   * await app.init();
   * const server = createServer(options, app.getHttpAdapter().getInstance());
   * app.get(OpenImCallbackService).attach(server);
   * server.listen(443);
   * ```
   * @throws {Error} before `app.init()` or `app.listen()`
   */
  attach(server: WebServer): () => void {
    return this.servers.attach(server);
  }

  /** The callbacks of one command. */
  on<C extends CommandName>(command: C): Observable<ReceivedCallback<EventOf<C>>> {
    return this.events$.pipe(
      filter(
        (received): received is ReceivedCallback<EventOf<C>> => received.event.callbackCommand === command,
      ),
    );
  }
}
