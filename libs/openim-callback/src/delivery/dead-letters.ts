/** Something that was accepted or received and could not be delivered, with all that is needed to try again. */
export interface DeadLetter {
  readonly id: string;
  /** Whether it is an accepted event, which a listener gave up or which could not be read back, or a callback that could not be used. */
  readonly kind: 'undelivered' | 'unusable';
  /** The command as it arrived, as far as it could be made out. */
  readonly command: string | undefined;
  /** The listener that gave up; undefined for unusable callbacks and for events that could not be read back. */
  readonly listener: string | undefined;
  /** Why. */
  readonly reason: string;
  /** How often the listener was tried. */
  readonly attempts: number;
  /** The event's id; the same as in `context.eventID`. */
  readonly eventID: string;
  readonly operationID: string;
  /** When the callback was received, in unix milliseconds. */
  readonly receivedAt: number;
  /** When it was given up, in unix milliseconds. */
  readonly diedAt: number;
  /** The query string of the request, without `?`. */
  readonly query: string;
  /** The request's headers, without those that hold credentials; only of unusable callbacks. */
  readonly headers: Readonly<Record<string, string>>;
  /** The body as received. */
  readonly raw: Buffer;
  /** The trace that its callback belongs to, as the tracing wrote it; absent when there is none. */
  readonly trace?: string;
}

/** Which dead letters are meant; what is left out does not matter. */
export interface DeadLetterFilter {
  readonly ids?: readonly string[];
  readonly kind?: DeadLetter['kind'];
  readonly command?: string;
  readonly listener?: string;
  /** Part of the reason; A-Z and a-z are the same. */
  readonly reason?: string;
  /** Given up at or after, in unix milliseconds. */
  readonly since?: number;
  /** Given up before, in unix milliseconds. */
  readonly until?: number;
}

/** What an operator can do with dead letters. */
export interface DeadLetters {
  /** Those that match, oldest first. @default limit 100 */
  list(filter?: DeadLetterFilter, limit?: number): Promise<DeadLetter[]>;
  /** Sends those that match to their listeners again; unusable ones are read again. Returns how many. */
  redrive(filter?: DeadLetterFilter): Promise<number>;
  /** Deletes those that match. Returns how many. */
  purge(filter?: DeadLetterFilter): Promise<number>;
}
