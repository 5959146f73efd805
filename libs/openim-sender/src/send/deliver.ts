import type { CallbackRequest } from '../request/callback-request.js';
import { parseGoUrl } from '../request/go-url.js';
import type { Agents } from './agents.js';
import type { Exchange, RawAnswer } from './exchange.js';
import { exchange } from './exchange.js';
import { gunzipBody } from './gunzip-body.js';
import { MAX_REQUESTS, redirect } from './redirects.js';

/** The answer that counts: after redirects, gunzipped. */
export interface Answer {
  readonly status: number;
  readonly reply: Buffer;
}

/** Sends a request and follows redirects, all within one deadline; rejects on whatever Go calls an error. */
export async function deliver(request: CallbackRequest, agents: Agents, seconds: number): Promise<Answer> {
  const deadline = new AbortController();
  const timer = setTimeout(() => {
    deadline.abort();
  }, seconds * 1000);
  try {
    const answer = await follow(request, agents, deadline.signal);
    return { status: answer.status, reply: await gunzipBody(answer) };
  } catch (error) {
    if (deadline.signal.aborted) throw new Error('context deadline exceeded', { cause: error });
    throw error;
  } finally {
    clearTimeout(timer);
  }
}

async function follow(request: CallbackRequest, agents: Agents, signal: AbortSignal): Promise<RawAnswer> {
  const operationID = request.headers.find(([name]) => name === 'Operationid')?.[1] ?? '';
  let next: Exchange = { ...request, url: parseGoUrl(request.url) };
  for (let count = 1; ; count++) {
    const answer = await exchange(next, agents, signal);
    const following = redirect(next, answer, operationID);
    if (following === undefined) return answer;
    if (count === MAX_REQUESTS) throw new Error(`stopped after ${String(MAX_REQUESTS)} redirects`);
    next = following;
  }
}
