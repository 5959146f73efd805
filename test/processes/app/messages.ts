import type { InboxState } from '../../../libs/openim-callback/src/inbox.js';

/** What an app tells the test that started it. */
export type FromApp =
  | { readonly kind: 'listening'; readonly port: number }
  | { readonly kind: 'state'; readonly state: InboxState; readonly peakRss: number };

/** What the test asks an app for. */
export interface ToApp {
  readonly kind: 'state';
}
