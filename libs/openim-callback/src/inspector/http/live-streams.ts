import type { ServerResponse } from 'node:http';
import type { LiveEvents } from '../api.js';
import type { CallbackViews } from '../views/callback-views.js';
import { WINDOW, type CallbackKeeper } from '../watch/callback-keeper.js';
import { begin } from './responses.js';

/** Callbacks in one event; a page cannot show more. */
const MOST_CALLBACKS = 50;

/** Callbacks whose listeners have got on, in one event. */
const MOST_STANDINGS = 200;

/** Turns after which something is sent in any case, so that neither a proxy nor the page takes the stream for dead. */
const SILENCE = 15_000 / WINDOW;

/** Turns after which a client that reads nothing is let go. */
const PATIENCE = 60_000 / WINDOW;

interface Stream {
  readonly response: ServerResponse;
  /** Turns for which what was sent has not been read. */
  blocked: number;
  /** Callbacks that came meanwhile. */
  missed: number;
}

/**
 * The streams of the live view. All get the same, four times a second while there is one; what a client does not read
 * is not kept for it.
 */
export class LiveStreams {
  private readonly streams = new Set<Stream>();
  private timer: NodeJS.Timeout | undefined;
  private silent = 0;

  constructor(
    private readonly replica: string,
    private readonly keeper: CallbackKeeper,
    private readonly views: CallbackViews,
  ) {}

  /** Answers a request with the stream. */
  open(response: ServerResponse): void {
    const stream: Stream = { response, blocked: 0, missed: 0 };
    begin(response, 200, {
      'Content-Type': 'text/event-stream; charset=utf-8',
      // A middleware that compresses would hold back what it has not enough of.
      'Cache-Control': 'no-store, no-transform',
      'X-Accel-Buffering': 'no',
    });
    response.on('error', () => this.leave(stream));
    response.on('close', () => this.leave(stream));
    response.on('drain', () => {
      stream.blocked = 0;
    });
    response.shouldKeepAlive = false;
    response.write(`retry: 2000\n${eventOf('hello', { replica: this.replica })}`);
    if (this.streams.size === 0) {
      // What came before nobody was there is in the list.
      this.keeper.takeBatch(0);
      this.keeper.watched = true;
      this.timer = setInterval(() => this.turn(), WINDOW);
    }
    this.streams.add(stream);
  }

  /** How many there are. */
  get size(): number {
    return this.streams.size;
  }

  /** Ends all of them. */
  close(): void {
    for (const { response } of this.streams) response.end();
    this.streams.clear();
    this.rest();
  }

  private turn(): void {
    const { callbacks, seen } = this.keeper.takeBatch(MOST_CALLBACKS);
    const shown = callbacks.map((callback) => this.views.summary(callback));
    const standings = this.keeper.takeChanged(MOST_STANDINGS).flatMap((callback) => {
      if (callbacks.includes(callback)) return [];
      const { id, listeners } = this.views.summary(callback);
      return [{ id, listeners }];
    });
    const news = standings.length > 0 ? eventOf('standings', standings) : '';
    this.silent = seen === 0 && news === '' ? this.silent + 1 : 0;
    const text = (seen > 0 ? eventOf('callbacks', { callbacks: shown, seen }) : '') + news;
    const sent = this.silent % SILENCE === SILENCE - 1 ? ': alive\n\n' : text;
    for (const stream of this.streams) this.send(stream, sent, seen);
  }

  private send(stream: Stream, text: string, seen: number): void {
    if (stream.blocked > 0) {
      stream.missed += seen;
      if (++stream.blocked > PATIENCE) stream.response.destroy();
      return;
    }
    const missed = stream.missed > 0 ? eventOf('callbacks', { callbacks: [], seen: stream.missed }) : '';
    stream.missed = 0;
    if (missed + text !== '' && !stream.response.write(missed + text)) stream.blocked = 1;
  }

  private leave(stream: Stream): void {
    this.streams.delete(stream);
    if (this.streams.size === 0) this.rest();
  }

  private rest(): void {
    clearInterval(this.timer);
    this.keeper.watched = false;
  }
}

const eventOf = <Name extends keyof LiveEvents>(name: Name, data: LiveEvents[Name]): string =>
  `event: ${name}\ndata: ${JSON.stringify(data)}\n\n`;
