import type { OpenImVersion, PlannedCallback } from 'nestjs-openim-callback/webhooks';

/** What the receiving app wants to get. */
export interface Wanted {
  /** Milliseconds its before listeners may take; undefined when that is not known. */
  readonly deadline: number | undefined;
  /** Whether something observes every callback that is enabled. */
  readonly observesAll: boolean;
  /** By the keys of webhooks.yml. */
  readonly callbacks: ReadonlyMap<string, PlannedCallback>;
}

/** What a webhooks.yml is held against. */
export interface Expectation {
  readonly version: OpenImVersion;
  /** Undefined when nothing is known of the app. */
  readonly wanted: Wanted | undefined;
}
