import type { RefusalAudience } from '../commands/wire-command.js';

/** What reaches the IM user's side on the main branch, run as micro-services. */
export interface ShownToUser {
  /**
   * - `error`: the operation fails with the code below
   * - `success`: the caller believes it succeeded, and gets an empty result
   * - `nothing`: only the server's log knows
   */
  readonly as: 'error' | 'success' | 'nothing';
  /** 0 unless `as` is `error`. */
  readonly code: number;
  readonly msg: string;
  /** REST callers see it; senders over WebSocket do not. */
  readonly detail: string;
  /** The client SDK takes 1501 to 1507 in a REST answer for token errors and logs the user out. */
  readonly logsOut: boolean;
}

interface CodeError {
  readonly code: number;
  readonly msg: string;
  readonly detail: string;
}

const nothing: ShownToUser = { as: 'nothing', code: 0, msg: '', detail: '', logsOut: false };

/**
 * How an error passes through gRPC to the client: its code becomes a gRPC status, in which 0 means success and
 * 1 to 99 belong to gRPC itself (openimsdk/tools, mw/grpc; release v3.8.3-patch.16 differs: 0 becomes 500 and
 * 1 to 99 arrive as sent).
 */
export function shownToUser(audience: RefusalAudience, error: CodeError): ShownToUser {
  if (audience === 'nobody') return nothing;
  const { code, msg, detail } = error;
  if (code === 0) return { ...nothing, as: 'success' };
  if (code >= 100) {
    return { as: 'error', code, msg, detail, logsOut: audience === 'caller' && code >= 1501 && code <= 1507 };
  }
  const down = code === 14;
  return {
    as: 'error',
    code: 500,
    msg: down ? `grpc service down, grpc message ${msg}` : 'ServerInternalError',
    detail: down ? '' : `rpc error: code = Code(${String(code)}) desc = ${msg}`,
    logsOut: false,
  };
}
