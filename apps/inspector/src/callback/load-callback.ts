import { ApiError, type InspectorClient } from '../api/client.js';
import type { CallbackDetail } from '../api/types.js';

/** How often is asked: a balancer may lead to a replica that does not know the callback. */
const ATTEMPTS = 8;

/** Milliseconds between two of them. */
const PAUSE = 150;

/** @throws {ApiError} 404 when no replica that answered knows it */
export async function loadCallback(
  client: InspectorClient,
  id: string,
  signal: AbortSignal,
): Promise<CallbackDetail> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await client.get<CallbackDetail>(`callbacks/${encodeURIComponent(id)}`, {}, signal);
    } catch (error) {
      if (!(error instanceof ApiError) || error.status !== 404 || attempt === ATTEMPTS) throw error;
      await new Promise((resolve) => setTimeout(resolve, PAUSE));
      signal.throwIfAborted();
    }
  }
}
