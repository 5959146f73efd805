import { HELD_BYTES } from '../../../libs/openim-callback/src/replies/answer.js';
import { OpenImSender } from '../../../libs/openim-sender/src/index.js';
import { numberedCallback } from './numbered-callback.js';

/** The answer that acknowledges an after callback, to the byte. */
const ACKNOWLEDGED = '{"actionCode":0,"errCode":0,"errMsg":"","errDlt":"","nextCode":0}';

/** The answer while the storage fails. OpenIM takes it for a success too, though a crash loses the event. */
const HELD = HELD_BYTES.toString();

/** A callback that was sent. */
export interface Sent {
  readonly number: number;
  readonly key: string;
  readonly listeners: readonly string[];
  /** Place of its sending among all sendings and acknowledgements. */
  readonly sentAt: number;
  /** Place of its acknowledgement; undefined when there was none. */
  ackedAt: number | undefined;
  /** Whether the answer was that it is in memory only. */
  held: boolean;
}

/** What makes traffic stop and what it is about. */
export interface TrafficOptions {
  /** @default 8 */
  readonly connections?: number;
  /** Callbacks of each connection. @default as many as it can until it is stopped */
  readonly each?: number;
  /** Conversations that the callbacks are spread over. @default 20 */
  readonly conversations?: number;
  /** `timeout` of webhooks.yml. @default 15 */
  readonly timeoutSeconds?: number;
  /** Reader ids, which say how listeners behave. @default 'reader' */
  readonly reader?: string;
}

/** Numbered callbacks, and which of them were acknowledged. */
export class Traffic {
  readonly sent: Sent[] = [];
  /** Answers other than the acknowledgement, and how many there were. */
  readonly otherAnswers = new Map<string, number>();
  /** Milliseconds of the longest wait for an answer. */
  slowest = 0;
  private place = 0;
  private stopping = false;

  constructor(private readonly random: () => number) {}

  get acknowledged(): number {
    return this.sent.filter(({ ackedAt }) => ackedAt !== undefined).length;
  }

  /** What was in memory only when it was answered. */
  get held(): Sent[] {
    return this.sent.filter(({ held }) => held);
  }

  /** Sends on several connections, one callback after another on each, until it is stopped or a network fails. */
  async run(urls: readonly string[], options: TrafficOptions = {}): Promise<void> {
    this.stopping = false;
    const { connections = 8 } = options;
    await Promise.all(
      Array.from({ length: connections }, (_, index) =>
        this.connection(urls[index % urls.length] ?? '', options),
      ),
    );
  }

  /** Lets the connections end after what is under way. */
  stop(): void {
    this.stopping = true;
  }

  private async connection(url: string, { each = Infinity, ...rest }: TrafficOptions): Promise<void> {
    const sender = new OpenImSender({ url, timeoutSeconds: rest.timeoutSeconds ?? 15 });
    for (let done = 0; done < each && !this.stopping; done++) {
      if (!(await this.one(sender, rest))) break;
    }
    await sender.close();
  }

  /** Says whether there was any answer. */
  private async one(
    sender: OpenImSender,
    { conversations = 20, reader = 'reader' }: TrafficOptions,
  ): Promise<boolean> {
    const number = this.sent.length + 1;
    const conversation = Math.floor(this.random() * conversations);
    const { command, body, key, listeners } = numberedCallback(number, conversation, reader);
    const sent: Sent = { number, key, listeners, sentAt: ++this.place, ackedAt: undefined, held: false };
    this.sent.push(sent);
    const began = performance.now();
    const { replyText } = await sender.send(command, body);
    this.slowest = Math.max(this.slowest, performance.now() - began);
    sent.held = replyText === HELD;
    if (replyText === ACKNOWLEDGED) sent.ackedAt = ++this.place;
    else if (replyText !== null)
      this.otherAnswers.set(replyText, (this.otherAnswers.get(replyText) ?? 0) + 1);
    return replyText !== null;
  }
}
