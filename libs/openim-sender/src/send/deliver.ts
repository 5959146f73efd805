import { promisify } from 'node:util';
import { gunzip } from 'node:zlib';
import type { CallbackRequest } from '../request/build-request.js';
import { parseGoUrl } from '../request/go-url.js';
import type { Agents } from './agents.js';
import { type Exchange, type RawAnswer, exchange } from './exchange.js';
import { MAX_REQUESTS, redirect } from './redirects.js';

/** The answer that counts: after redirects, gunzipped. */
export interface Answer {
  readonly status: number;
  readonly reply: Buffer;
}

/** A redirect that came in place of an answer. */
export interface Redirected {
  readonly status: number;
  /** The `Location` header as it came. */
  readonly location: string;
  /** What the request became: 301, 302 and 303 make a GET without body of a POST. */
  readonly method: 'POST' | 'GET';
}

type OnRedirect = (redirect: Redirected) => void;

/**
 * Sends a request and follows redirects, all within one deadline; rejects on whatever Go calls an error.
 *
 * @param redirected told of every redirect, also of those that lead nowhere
 */
export async function deliver(
  request: CallbackRequest,
  agents: Agents,
  seconds: number,
  redirected: OnRedirect = () => undefined,
): Promise<Answer> {
  const abort = new AbortController();
  let timer: NodeJS.Timeout | undefined;
  const deadline = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => {
      reject(new Error('context deadline exceeded'));
      abort.abort();
    }, seconds * 1000);
  });
  try {
    return await Promise.race([attempt(request, agents, abort.signal, redirected), deadline]);
  } finally {
    clearTimeout(timer);
  }
}

async function attempt(
  request: CallbackRequest,
  agents: Agents,
  signal: AbortSignal,
  redirected: OnRedirect,
): Promise<Answer> {
  const answer = await follow(request, agents, signal, redirected);
  return { status: answer.status, reply: await gunzipBody(answer) };
}

async function follow(
  request: CallbackRequest,
  agents: Agents,
  signal: AbortSignal,
  redirected: OnRedirect,
): Promise<RawAnswer> {
  const operationID = request.headers.find(([name]) => name === 'Operationid')?.[1] ?? '';
  let next: Exchange = { ...request, url: parseGoUrl(request.url) };
  for (let count = 1; ; count++) {
    const answer = await exchange(next, agents, signal);
    const following = redirect(next, answer, operationID);
    if (following === undefined) return answer;
    redirected({ status: answer.status, location: answer.location, method: following.method });
    if (count === MAX_REQUESTS) throw new Error(`stopped after ${String(MAX_REQUESTS)} redirects`);
    next = following;
  }
}

const inflate = promisify(gunzip);

/** Undoes gzip, the one encoding Go asks for and undoes; rejects when the data is broken. */
export async function gunzipBody(answer: RawAnswer): Promise<Buffer> {
  if (answer.contentEncoding.toLowerCase() !== 'gzip' || answer.body.length === 0) return answer.body;
  return inflate(answer.body);
}
