import { SingleMsgReadEvent } from '../../libs/openim-callback/src/index.js';
import {
  type AcceptedEvent,
  type DeliveryTarget,
  type Recipient,
  type StoredEvent,
} from '../../libs/openim-callback/src/inbox.js';
import { DEFAULT_RETRY } from '../../libs/openim-callback/src/delivery/retry/retry-policy.js';
import { numberOf } from './backlog-events.js';

const RECIPIENT: Recipient = { name: 'listener', retry: DEFAULT_RETRY };

/** The app's side of a delivery: counts what it gets and watches order and memory. */
export class CountingTarget implements DeliveryTarget {
  delivered = 0;
  /** Events that were read from the file and not yet delivered, at most. */
  mostInMemory = 0;
  /** Deliveries that came after a later one of their key. */
  disordered = 0;
  readonly problems: string[] = [];
  private revived = 0;
  private readonly latest = new Map<string, number>();

  /** @param wait awaited in every delivery, given the event's number. @default nothing is */
  constructor(private readonly wait?: (number: number) => Promise<unknown> | undefined) {}

  recipientsOf(): readonly Recipient[] {
    return [RECIPIENT];
  }

  revive(stored: StoredEvent): AcceptedEvent {
    this.revived++;
    this.mostInMemory = Math.max(this.mostInMemory, this.revived - this.delivered);
    const event = new SingleMsgReadEvent();
    return { ...stored, idempotencyKey: undefined, body: {}, event, definition: undefined };
  }

  async deliver({ raw, orderingKey = '' }: AcceptedEvent): Promise<void> {
    const number = numberOf(raw);
    if (this.wait) await this.wait(number);
    if ((this.latest.get(orderingKey) ?? 0) >= number) this.disordered++;
    this.latest.set(orderingKey, number);
    this.delivered++;
  }

  failed({ error }: { readonly error: unknown }): void {
    this.problems.push(String(error));
  }

  unreadable({ id }: StoredEvent, reason: string): void {
    this.problems.push(`${id}: ${reason}`);
  }

  storageChanged(problem: string | undefined): void {
    if (problem !== undefined) this.problems.push(problem);
  }
}
