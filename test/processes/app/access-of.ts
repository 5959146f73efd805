import { BullmqInbox } from '../../../libs/openim-callback-bullmq/src/index.js';
import type { AccessOptions, Inbox } from '../../../libs/openim-callback/src/index.js';
import type { AppOptions } from './app-options.js';

/** The headers of a signature. */
export const SIGNATURE_HEADER = 'X-Signature';
export const NONCE_HEADER = 'X-Nonce';

/** Who may send, by the options. */
export const accessOf = ({ signatureKey }: AppOptions, inbox: Inbox): AccessOptions =>
  signatureKey === undefined
    ? {}
    : {
        signature: {
          algorithm: 'HMAC-SHA256',
          signatureHeader: SIGNATURE_HEADER,
          nonceHeader: NONCE_HEADER,
          keys: [signatureKey],
          encodings: ['hex'],
          ...(inbox instanceof BullmqInbox ? { seen: inbox.usedNonces } : {}),
        },
      };
