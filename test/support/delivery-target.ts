import type { DeliveryTarget } from '../../libs/openim-callback/src/delivery/delivery-target.js';
import { DEFAULT_RETRY } from '../../libs/openim-callback/src/delivery/retry/retry-policy.js';

/** A target with one listener, which hears every event. */
export const targetThat = (
  deliver: DeliveryTarget['deliver'] = () => Promise.resolve(),
  failed: DeliveryTarget['failed'] = () => undefined,
): DeliveryTarget => ({
  recipientsOf: () => [{ name: 'Test.listener', retry: DEFAULT_RETRY }],
  deliver,
  failed,
  revive: () => {
    throw new Error('there is nothing to revive here');
  },
  unreadable: () => undefined,
  storageChanged: () => undefined,
});
