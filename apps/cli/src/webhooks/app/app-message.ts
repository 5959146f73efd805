import type { WebhooksPlan } from 'nestjs-openim-callback/webhooks';

/** What a process that has loaded an app tells of it. */
export interface AppMessage {
  readonly plans?: readonly WebhooksPlan[];
  /** Why there are no plans. */
  readonly error?: string;
}
