import type { NonceStore } from 'nestjs-openim-callback';
import { failedAt } from './messages.js';
import type { StoreAccess } from './store/store-access.js';

/** The used nonces of signatures in the store of an inbox, where all its replicas see them. */
export class UsedNonces implements NonceStore {
  /**
   * @param most how many of the latest are remembered
   * @param place what and where the store is, for people
   */
  constructor(
    private readonly access: StoreAccess,
    private readonly most: number,
    private readonly place: string,
  ) {}

  /**
   * Notes that a nonce was used; false when it was before.
   *
   * @throws {Error} saying why the store cannot tell, after twice its `timeout` at the latest
   */
  async claim(nonce: string, keep?: number): Promise<boolean> {
    try {
      const store = await this.access.store();
      return await store.claimNonce(nonce, { keep, most: this.most });
    } catch (error) {
      // Where it is known why, the error itself may say only that there was no answer.
      throw this.access.explain(new Error(failedAt(this.place, error), { cause: error }));
    }
  }
}
