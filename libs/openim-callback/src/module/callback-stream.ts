import { Subject } from 'rxjs';
import type { AnyEvent } from '../contract/definitions.js';
import type { ReceivedCallback } from '../intake/intake-parts.js';
import type { UnknownCallbackEvent } from '../listeners/unknown-callback.event.js';

type Received = ReceivedCallback<AnyEvent | UnknownCallbackEvent>;

/** Carries received callbacks from the intake to the service's subscribers. */
export class CallbackStream extends Subject<Received> {
  /** Emits once the answer is on its way, so that no subscriber delays it. */
  override next(received: Received): void {
    if (this.observed) setImmediate(() => super.next(received));
  }
}
