import type { IncomingMessage, ServerResponse } from 'node:http';
import {
  Inject,
  Injectable,
  Logger,
  type BeforeApplicationShutdown,
  type OnApplicationBootstrap,
} from '@nestjs/common';
import { isRecord } from '../contract/records.js';
import type { DeadLetterFilter } from '../delivery/dead-letters.js';
import type { InspectorProblem } from './api.js';
import { checkSite, hostOf, InspectorAccess } from './http/inspector-access.js';
import { LiveStreams } from './http/live-streams.js';
import { PageServer } from './http/page-server.js';
import { Problem } from './http/problem.js';
import { begin, sendJson, sendLines } from './http/responses.js';
import { partsOf } from './inspected-instances.js';
import { InspectorApi } from './inspector-api.js';
import { REPLICA } from './replica.js';
import { sendCallback } from './send-callback.js';
import { inPages } from './views/dead-letter-views.js';

/** A request for something of the inspector. */
export interface InspectorRequest {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  /** The segments of the path below the inspector's own. */
  readonly segments: readonly string[];
  /** Gives the body. */
  readonly body: () => Promise<Buffer>;
}

const CHALLENGE = 'Basic realm="OpenIM callbacks", charset="UTF-8"';

/** Answers what the page and other clients ask for. */
@Injectable()
export class InspectorServer implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly page = new PageServer();
  private readonly live: LiveStreams;
  private isClosing = false;

  constructor(
    @Inject(InspectorApi) private readonly api: InspectorApi,
    @Inject(InspectorAccess) private readonly access: InspectorAccess,
  ) {
    this.live = new LiveStreams(REPLICA, api.keeper, api.views);
  }

  /** Says who may see it: one who has forgotten is not to learn it from somebody else. */
  onApplicationBootstrap(): void {
    if (this.access.isLoopbackOnly)
      new Logger('OpenImInspector').log(
        'The inspector answers this machine only, at loopback addresses and without a proxy: give it the option ' +
          'authorize or guards to let others see it',
      );
  }

  /** An open page would keep the server from closing. */
  beforeApplicationShutdown(): void {
    this.isClosing = true;
    this.live.close();
  }

  /** Answers a request. Never rejects. */
  async serve(asked: InspectorRequest): Promise<void> {
    const { response, segments } = asked;
    try {
      if (this.isClosing) throw new Problem(503, 'the app is shutting down');
      await this.access.check(asked.request);
      await (segments[0] === 'api' ? this.answerApi(asked) : this.answerPage(asked));
    } catch (error) {
      if (response.headersSent) response.destroy();
      else this.refuse(asked, error);
    }
  }

  private async answerPage({ request, response, segments }: InspectorRequest): Promise<void> {
    if (request.method !== 'GET' && request.method !== 'HEAD') throw new Problem(405, 'only GET');
    if (segments.length > 1) throw new Problem(404, 'the inspector has no such page');
    const [path = ''] = (request.url ?? '').split('?');
    if (segments.length === 0 && !path.endsWith('/')) {
      // Relative, so that a proxy may serve it elsewhere; to a file, since it may also take a slash away.
      begin(response, 302, { Location: `./${path.slice(path.lastIndexOf('/') + 1)}/index.html` });
      response.end();
      return;
    }
    await this.page.serve(segments[0] ?? 'index.html', request, response);
  }

  private async answerApi(asked: InspectorRequest): Promise<void> {
    const { request, response, segments } = asked;
    checkSite(request);
    const [, area, name] = segments;
    if (request.method === 'POST') {
      this.access.checkChange(request);
      return this.change(asked);
    }
    if (request.method !== 'GET' && request.method !== 'HEAD') throw new Problem(405, 'only GET and POST');
    if (area === 'live' && name === undefined) return this.live.open(response);
    sendJson(response, 200, await this.read(request, area, name));
  }

  private read(request: IncomingMessage, area: string | undefined, name: string | undefined): unknown {
    const query = new URLSearchParams(request.url?.split('?')[1]);
    const instance = query.get('instance') ?? undefined;
    if (area === 'callbacks' && name !== undefined) return this.api.callback(name);
    if (area === 'dead-letters' && name !== undefined) return this.api.deadLetter(instance, name);
    if (name !== undefined) throw noSuch();
    switch (area) {
      case 'info':
        return this.api.info(this.access.token);
      case 'callbacks':
        return this.api.callbacks();
      case 'inbox':
        return this.api.inbox(instance);
      case 'dead-letters':
        return this.api.deadLetters(query);
      case 'setup':
        return this.api.setup(instance, hostOf(request.headers) ?? 'localhost');
      case 'commands':
        return this.api.commands();
      default:
        throw noSuch();
    }
  }

  private async change({ request, response, segments, body }: InspectorRequest): Promise<void> {
    const [, area, action] = segments;
    const given = readObject(await body());
    const { instance: named } = given;
    const inspected = this.api.instances.named(typeof named === 'string' ? named : undefined);
    if (area === 'send' && action === undefined) {
      const { command, body: sent, deliver } = given;
      if (typeof command !== 'string' || typeof sent !== 'string')
        throw new Problem(400, 'command and body must be texts');
      const wanted = { command, body: sent, deliver: deliver === true };
      return sendJson(response, 200, await sendCallback(inspected, wanted, request.socket.remoteAddress));
    }
    if (area === 'dead-letters' && (action === 'redrive' || action === 'purge')) {
      const { deadLetters } = partsOf(inspected).inbox;
      const isOver = (): string | undefined => {
        if (this.isClosing) return 'the app is shutting down';
        return response.destroyed ? 'nobody waits for it any more' : undefined;
      };
      return sendLines(response, inPages(deadLetters, action, toFilter(given['filter']), isOver));
    }
    throw noSuch();
  }

  private refuse({ response, segments }: InspectorRequest, error: unknown): void {
    const status = error instanceof Problem ? error.status : 500;
    const message = error instanceof Error ? error.message : String(error);
    const headers = {
      ...(status === 401 && { 'WWW-Authenticate': CHALLENGE }),
      ...(status === 405 && { Allow: 'GET, HEAD, POST' }),
      ...(this.isClosing && { Connection: 'close' }),
    };
    if (segments[0] === 'api') {
      const problem: InspectorProblem = { error: message, replica: REPLICA };
      return sendJson(response, status, problem, headers);
    }
    begin(response, status, { 'Content-Type': 'text/plain; charset=utf-8', ...headers });
    response.end(`${message}\n`);
  }
}

const noSuch = (): Problem => new Problem(404, 'the inspector has no such thing');

function readObject(bytes: Buffer): Readonly<Record<string, unknown>> {
  try {
    const value: unknown = JSON.parse(bytes.toString());
    if (isRecord(value)) return value;
  } catch {
    // Said below.
  }
  throw new Problem(400, 'the body must be a JSON object');
}

const TEXTS = ['kind', 'command', 'listener', 'reason'] as const;
const TIMES = ['since', 'until'] as const;

/** Everything is too much to be meant by a slip: a filter must be given, if only `{}`. */
function toFilter(given: unknown): DeadLetterFilter {
  if (!isRecord(given)) throw new Problem(400, 'filter must be an object, {} for all');
  const { ids } = given;
  const isText = (value: unknown): value is string => typeof value === 'string';
  if (ids !== undefined && !(Array.isArray(ids) && ids.every(isText)))
    throw new Problem(400, 'filter.ids must be a list of texts');
  const wrong =
    TEXTS.find((name) => given[name] !== undefined && !isText(given[name])) ??
    TIMES.find((name) => given[name] !== undefined && typeof given[name] !== 'number') ??
    Object.keys(given).find((name) => ![...TEXTS, ...TIMES, 'ids'].some((known) => known === name));
  if (wrong !== undefined) throw new Problem(400, `filter.${wrong} cannot be that`);
  return given;
}
