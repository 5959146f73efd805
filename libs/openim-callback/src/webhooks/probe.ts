/**
 * The command of the probes that `openim-callback doctor` sends; no OpenIM has it. A probe takes the way of any
 * callback, access control and body limit included, and is answered before any listener or inbox sees it.
 */
export const PROBE_COMMAND = 'callbackProbeCommand';

/** What the answer to a probe tells beside letting OpenIM go on, as its member `probe`. */
export interface ProbeReport {
  readonly receiver: 'nestjs-openim-callback';
  /** Whether the path named the command too. */
  readonly pathKept: boolean;
  /** Bytes of the body that arrived. */
  readonly bytes: number;
}
