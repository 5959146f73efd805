import { request, type ClientRequest, type IncomingMessage, type OutgoingHttpHeaders } from 'node:http';
import type { InspectorInfo, LiveEvents } from 'nestjs-openim-callback/inspector';
import { send, type HttpAnswer } from './http.js';

/** An event of the live stream. */
export interface LiveEvent<Name extends keyof LiveEvents = keyof LiveEvents> {
  readonly name: Name;
  readonly data: LiveEvents[Name];
}

/** Asks an inspector what its page would ask. */
export class InspectorClient {
  private token = '';

  constructor(
    readonly port: number,
    /** The path of the inspector. */
    private readonly base = '/openim',
    private readonly headers: OutgoingHttpHeaders = {},
  ) {}

  /** GET of something below the inspector's path. */
  get(path: string, headers: OutgoingHttpHeaders = {}): Promise<HttpAnswer> {
    return send(this.port, `${this.base}/${path}`, '', {
      method: 'GET',
      headers: { ...this.headers, ...headers },
    });
  }

  /** The JSON of a GET that must succeed. */
  async json<T>(path: string): Promise<T> {
    const { status, text, json } = await this.get(path);
    if (status !== 200) throw new Error(`${path} is answered with ${status}: ${text}`);
    return json() as T;
  }

  /** POST as the page does it, with the token that it has got. */
  async post(path: string, body: unknown, headers: OutgoingHttpHeaders = {}): Promise<HttpAnswer> {
    this.token ||= (await this.json<InspectorInfo>('api/info')).token;
    return send(this.port, `${this.base}/${path}`, JSON.stringify(body), {
      headers: {
        'Content-Type': 'application/json',
        'Sec-Fetch-Site': 'same-origin',
        'X-OpenIM-Inspector-Token': this.token,
        ...this.headers,
        ...headers,
      },
    });
  }

  /** Opens the live stream. */
  live(): Promise<LiveStream> {
    return new Promise((resolve, reject) => {
      const asked = request({
        port: this.port,
        host: '127.0.0.1',
        path: `${this.base}/api/live`,
        headers: this.headers,
      });
      asked.on('error', reject);
      asked.on('response', (response) => resolve(new LiveStream(asked, response)));
      asked.end();
    });
  }
}

/** A live stream that is open. */
export class LiveStream {
  readonly events: LiveEvent[] = [];
  /** Resolves when the server has ended it. */
  readonly ended: Promise<void>;
  private text = '';

  constructor(
    private readonly asked: ClientRequest,
    readonly response: IncomingMessage,
  ) {
    response.setEncoding('utf8');
    response.on('data', (chunk: string) => this.take(chunk));
    // The client that closes it gets an error.
    response.on('error', () => undefined);
    this.ended = new Promise((resolve) => response.on('close', resolve));
  }

  /** The data of all events of a name so far. */
  of<Name extends keyof LiveEvents>(name: Name): LiveEvents[Name][] {
    return this.events.flatMap((event) => (event.name === name ? [event.data as LiveEvents[Name]] : []));
  }

  close(): void {
    this.asked.destroy();
  }

  private take(chunk: string): void {
    const blocks = (this.text + chunk).split('\n\n');
    this.text = blocks.pop() ?? '';
    for (const block of blocks) {
      const name = /^event: (\w+)$/m.exec(block)?.[1] as keyof LiveEvents | undefined;
      const data = /^data: (.*)$/m.exec(block)?.[1];
      if (name && data !== undefined) this.events.push({ name, data: JSON.parse(data) });
    }
  }
}
