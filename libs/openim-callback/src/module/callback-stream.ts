import { Subject, type Observable } from 'rxjs';
import type { AnyEvent } from '../contract/definitions.js';
import type { ReceivedCallback } from '../intake/intake-parts.js';
import type { UnknownCallbackEvent } from '../listeners/unknown-callback.event.js';

type Received = ReceivedCallback<AnyEvent | UnknownCallbackEvent>;

/** Carries received callbacks from the intake to the service's subscribers. */
export class CallbackStream {
  private readonly subject = new Subject<Received>();

  /** Everything that is received. */
  readonly received$: Observable<Received> = this.subject.asObservable();

  /** Whether anybody has subscribed. */
  readonly isObserved = (): boolean => this.subject.observed;

  /** Emits once the answer is on its way, so that no subscriber delays it. */
  readonly emit = (received: ReceivedCallback): void => {
    if (this.subject.observed) setImmediate(() => this.subject.next(received as Received));
  };

  /** Completes the stream. */
  close(): void {
    this.subject.complete();
  }
}
