import type { CallbackEndpoint } from './callback-endpoint.js';

/** Holds a module instance's endpoint, which is made at bootstrap, when the app's listeners are known. */
export class EndpointHolder {
  private made: CallbackEndpoint | undefined;

  /** @throws {Error} before the app has bootstrapped */
  get endpoint(): CallbackEndpoint {
    if (!this.made)
      throw new Error('the OpenIM callback module has not bootstrapped: call app.init() or app.listen()');
    return this.made;
  }

  set(endpoint: CallbackEndpoint): void {
    this.made = endpoint;
  }
}
