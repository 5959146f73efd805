import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** A callback as a running OpenIM sent it. */
export interface RecordedRequest {
  readonly command: string;
  /** The path and query of the request line. */
  readonly path: string;
  /** In the order and spelling of the wire. */
  readonly headers: Readonly<Record<string, string>>;
  /** The body as it went over the wire, its line feed included. */
  readonly body: string;
}

/** The `url` that webhooks.yml had when the requests were recorded. */
export const RECORDED_URL = 'http://127.0.0.1:10016/callbackExample';

/**
 * One request of each command, recorded from open-im-server's main branch (7848d7c, all services in one
 * process), driven over its REST and WebSocket interfaces. Only `afterUserKickOff` is missing: nothing sends it.
 */
export const recorded: readonly RecordedRequest[] = readFileSync(
  join(process.cwd(), 'test/fixtures/recorded.ndjson'),
  'utf8',
)
  .trimEnd()
  .split('\n')
  .map((line) => JSON.parse(line) as RecordedRequest);
