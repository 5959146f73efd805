import { findCommand } from '../commands/wire-commands.js';
import type { Edition } from '../enterprise/edition.js';
import { createSigner, type SignatureOptions } from '../enterprise/signature.js';
import { exampleBody } from '../examples/example-body.js';
import { marshal } from '../json/marshal.js';
import { parseGoUrl, requestTarget } from './go-url.js';
import { type Header, goHeaders } from './headers.js';
import { type KeyData, encodeKey, withKey } from './key-query.js';
import { readBodyFields } from './read-body-fields.js';

/** A callback as it goes over the wire. */
export interface CallbackRequest {
  readonly method: 'POST';
  /** What OpenIM concatenates, logs and, on a network failure, shows to REST callers, password included. */
  readonly url: string;
  /** The path and query in the request line. */
  readonly target: string;
  /** In the order and spelling of the wire. */
  readonly headers: readonly Header[];
  readonly body: Buffer;
}

/** What to send and where. */
export interface RequestOptions {
  /** `url` of `webhooks.yml`, as it stands there: OpenIM appends `/` and the command, whatever it ends with. */
  readonly url: string;
  /** A wire command or a `webhooks.yml` key. Any other name is sent as it is, with a body of your own. */
  readonly command: string;
  /**
   * An object is written by {@link marshal}; a string or Buffer is sent as it is.
   *
   * @default exampleBody(command)
   */
  readonly body?: Record<string, unknown> | string | Buffer | undefined;
  /**
   * The `Operationid` header; may be empty.
   *
   * @default the body's `operationID` unless that is absent or empty, then `'1751440000000'`
   */
  readonly operationID?: string | undefined;
  /**
   * The data of `?key=`, on the three commands that have it; null leaves it out, as every release does.
   *
   * @default the body's `sendID`, `recvID` and `groupID`, as the main branch does
   */
  readonly query?: KeyData | null | undefined;
  /**
   * Whose example body is sent when there is none.
   *
   * @default 'open'
   */
  readonly edition?: Edition | undefined;
  /**
   * Signs as the Enterprise edition does.
   *
   * @default no signature
   */
  readonly signature?: SignatureOptions | undefined;
}

const DEFAULT_OPERATION_ID = '1751440000000';

/**
 * Builds the request OpenIM would send (open-im-server v3.7.0 and later, pkg/common/webhook).
 *
 * The URL is plain concatenation, so a trailing slash gives `//`, a query string swallows the command, and a
 * fragment hides it; the receiver can rely on the body's `callbackCommand` only.
 *
 * @throws {BadRequestOptionsError} when Go could not send it: no scheme, a leading space, a bad escape, a line
 *   break in the operation id. OpenIM then fails with 90004, and so does {@link OpenImSender}, without throwing
 * @throws {UnknownCommandError} for an unknown command without a body
 * @throws {SignatureOptionsError} when it cannot be signed that way
 *
 * @example
 * const { url, headers, body } = buildRequest({ url: 'http://127.0.0.1:3000/cb', command: 'afterSingleMsgRead' });
 * await fetch(url, { method: 'POST', headers: Object.fromEntries(headers), body });
 */
export function buildRequest(options: RequestOptions): CallbackRequest {
  const row = findCommand(options.command);
  const given = options.body ?? exampleBody(options.command, options.edition);
  const body = Buffer.isBuffer(given)
    ? given
    : Buffer.from(typeof given === 'string' ? given : marshal(given));
  const read = readBodyFields(given);
  const plain = `${options.url}/${row?.command ?? options.command}`;
  const query = options.query === undefined ? defaultKeyData(row?.query === 'key', read) : options.query;
  const url = query === null ? plain : withKey(parseGoUrl(plain), encodeKey(query));
  const parsed = parseGoUrl(url);
  const others = options.signature && createSigner(options.signature)();
  const operationID = options.operationID ?? (text(read['operationID']) || DEFAULT_OPERATION_ID);
  return {
    method: 'POST',
    url,
    target: requestTarget(parsed),
    headers: goHeaders({ url: parsed, operationID, contentLength: body.length, others }),
    body,
  };
}

function defaultKeyData(wanted: boolean, body: Readonly<Record<string, unknown>>): KeyData | null {
  if (!wanted) return null;
  return { sendID: text(body['sendID']), recvID: text(body['recvID']), groupID: text(body['groupID']) };
}

function text(value: unknown): string {
  return typeof value === 'string' ? value : '';
}
