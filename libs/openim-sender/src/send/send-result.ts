import type { Outcome } from '../reply/outcome.js';
import type { Redirected } from './deliver.js';
import type { CallbackRequest } from '../request/callback-request.js';

/** What came of sending one callback. */
export interface SendResult {
  /** The wire command. */
  readonly command: string;
  /** The first request, before any redirect; null when the URL or operation id could not be made into one. */
  readonly request: CallbackRequest | null;
  /** The redirects that came, in order; the last is followed unless it is the tenth or leads nowhere. */
  readonly redirects: readonly Redirected[];
  /** The status of the final answer, which OpenIM ignores; null when there was none. */
  readonly status: number | null;
  /** The final answer, gunzipped; null when there was none. */
  readonly replyText: string | null;
  /** What OpenIM would do now. */
  readonly outcome: Outcome;
  /** From the call to the outcome. */
  readonly milliseconds: number;
}
