import type { PostgresPlace, RedisPlace } from '../../../libs/openim-callback-bullmq/src/index.js';

/** Where an app has its inbox. */
export type TracedInbox = { readonly file: string } | RedisPlace | PostgresPlace;

/** A span that has ended, as the app sends it. */
export interface SentSpan {
  readonly name: string;
  readonly traceId: string;
  readonly spanId: string;
  readonly parent: string | undefined;
  /** The ids of the spans it is linked to. */
  readonly links: readonly string[];
  readonly attributes: Readonly<Record<string, unknown>>;
}

/** What the app tells. */
export type FromTracedApp =
  { readonly kind: 'listening'; readonly port: number } | { readonly kind: 'span'; readonly span: SentSpan };
