import type { MessageEvent } from '@nestjs/common';
import { concat, defer, interval, map, merge, of, type Observable } from 'rxjs';
import type { ReadReceipts } from './read-receipts.js';

/** Milliseconds between comments, which keep proxies from closing a connection that looks idle. */
export const HEARTBEAT = 15_000;

/** Milliseconds after which a browser that lost the connection tries again. */
const RETRY = 2_000;

/**
 * What one client of the stream gets: a `snapshot` of everything, then `read` and `forgotten` as they happen.
 * Each connection begins with a snapshot, so that nothing is missed or counted twice after one was lost.
 */
export const receiptEvents = (
  readReceipts: Pick<ReadReceipts, 'list' | 'changes'>,
  heartbeat = HEARTBEAT,
): Observable<MessageEvent> =>
  merge(
    // No gap between the two: concat subscribes to the changes in the turn that took the snapshot.
    concat(
      defer(() => of({ type: 'snapshot', retry: RETRY, data: readReceipts.list() })),
      readReceipts.changes.pipe(map(({ kind, ...data }) => ({ type: kind, data }))),
    ),
    interval(heartbeat).pipe(map(() => ({ comment: 'heartbeat' }))),
  );
