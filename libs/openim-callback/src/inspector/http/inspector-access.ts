import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import type { IncomingHttpHeaders, IncomingMessage } from 'node:http';
import type { ResolvedInspectorSettings } from '../inspector.options.js';
import { Problem } from './problem.js';

/** The header that brings the page's token along. */
export const TOKEN_HEADER = 'x-openim-inspector-token';

/** What a proxy adds: behind one every address is the proxy's, which may well be of this machine. */
const FORWARDED = [
  'forwarded',
  'via',
  'x-forwarded-for',
  'x-forwarded-host',
  'x-forwarded-proto',
  'x-real-ip',
  'x-client-ip',
  'true-client-ip',
  'cf-connecting-ip',
];

const LOOPBACK_ADDRESS = /^(?:::ffff:)?127\.\d+\.\d+\.\d+$|^::1$/;
const LOOPBACK_HOST = /^(?:(?:[\w-]+\.)*localhost|127\.\d+\.\d+\.\d+|\[::1\])(?::\d+)?$/i;

const FIX =
  'give OpenImInspectorModule the option authorize or guards, so that others may come, or use an SSH tunnel';

/** Decides who sees the inspector, and what may change something. */
export class InspectorAccess {
  /** What the page sends with each change. */
  readonly token: string;

  /** @param isGuarded whether guards have decided before */
  constructor(
    private readonly settings: Pick<ResolvedInspectorSettings, 'authorize' | 'secret'>,
    private readonly isGuarded: boolean,
  ) {
    this.token = createHmac('sha256', settings.secret ?? randomBytes(32))
      .update('nestjs-openim-callback inspector')
      .digest('base64url');
  }

  /** Whether only this machine may look. */
  get isLoopbackOnly(): boolean {
    return !this.isGuarded && this.settings.authorize === undefined;
  }

  /** @throws {Problem} for a request that may see nothing */
  async check(request: IncomingMessage): Promise<void> {
    if (this.isLoopbackOnly) return checkLoopback(request);
    const { authorize } = this.settings;
    if (authorize && !(await authorize(request)))
      throw new Problem(401, 'the option authorize of OpenImInspectorModule says no');
  }

  /**
   * Of a page elsewhere a browser may send requests, but neither those with such a header nor from this origin.
   *
   * @throws {Problem} for a request that does not come from the inspector's own page
   */
  checkChange({ headers }: IncomingMessage): void {
    if (!/^application\/json\b/i.test(headers['content-type'] ?? ''))
      throw new Problem(415, 'changes are sent as application/json');
    const site = headers['sec-fetch-site'];
    const isOwn = site === undefined ? isOwnOrigin(headers) : site === 'same-origin';
    if (!isOwn) throw new Problem(403, 'changes can be made from the page of the inspector only');
    const token = [headers[TOKEN_HEADER]].flat()[0] ?? '';
    if (!isSame(token, this.token))
      throw new Problem(
        403,
        'the token of the page is another, of another replica or from before a restart: load api/info again. ' +
          'Give all replicas the same option secret',
      );
  }
}

/** @throws {Problem} for what another site has its visitor's browser ask */
export function checkSite({ headers }: IncomingMessage): void {
  const site = headers['sec-fetch-site'];
  if (site === 'cross-site' || site === 'same-site')
    throw new Problem(403, 'the inspector answers its own page only');
}

function checkLoopback({ socket, headers }: IncomingMessage): void {
  const address = socket.remoteAddress ?? '';
  if (!LOOPBACK_ADDRESS.test(address))
    throw new Problem(
      403,
      `the inspector answers loopback addresses only, this is ${address || 'none'}: ${FIX}`,
    );
  const added = FORWARDED.find((name) => headers[name] !== undefined);
  if (added !== undefined)
    throw new Problem(403, `the inspector answers nobody behind a proxy (the request has ${added}): ${FIX}`);
  // A name that somebody else's DNS has for 127.0.0.1 makes his page one of this origin.
  if (!LOOPBACK_HOST.test(hostOf(headers) ?? ''))
    throw new Problem(403, `the inspector answers to localhost only, not to this Host header: ${FIX}`);
}

/** The name by which a request asks for this server. */
export function hostOf(headers: IncomingHttpHeaders): string | undefined {
  const authority = headers[':authority'];
  return headers.host ?? (typeof authority === 'string' ? authority : undefined);
}

function isOwnOrigin(headers: IncomingHttpHeaders): boolean {
  const { origin } = headers;
  const host = hostOf(headers);
  return origin !== undefined && URL.canParse(origin) && new URL(origin).host === host?.toLowerCase();
}

const isSame = (given: string, expected: string): boolean => {
  const [one, other] = [Buffer.from(given), Buffer.from(expected)];
  return one.length === other.length && timingSafeEqual(one, other);
};
