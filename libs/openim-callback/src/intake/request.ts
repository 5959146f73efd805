import type { IncomingHttpHeaders } from 'node:http';

/** What is known of a request before its body was read. */
export interface RequestHead {
  readonly method: string;
  /** Path below the module's base and query string, with or without a leading slash. */
  readonly target: string;
  readonly headers: IncomingHttpHeaders;
  /** The address of the socket's other end. */
  readonly remoteAddress: string | undefined;
  /** When it arrived, on the clock of `performance.now()`. */
  readonly startedAt: number;
}

/** A request that may go on, and what its path says. */
export interface AdmittedRequest {
  readonly head: RequestHead;
  /** The command that the path names, undefined when it names none. */
  readonly pathCommand: string | undefined;
  /** The query string, without `?`. */
  readonly query: string;
  /** The nonce of its signature, which must not have been used before. */
  readonly nonce?: string;
  /** The trace it belongs to, as the tracing wrote it. */
  readonly trace?: string;
}

/** What goes back: always one of the shapes OpenIM understands. */
export interface Answer {
  /** For humans and proxies; OpenIM does not look at it. */
  readonly status: number;
  readonly body: Buffer;
  /** Whether the connection must not be used again. @default false */
  readonly close?: boolean;
}
