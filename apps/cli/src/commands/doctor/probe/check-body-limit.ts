import type { SendResult } from 'openim-sender';
import { type Finding, found } from '../../../webhooks/finding.js';
import { readAnswer, readReport, summarise, type ProbeSender } from './probe-sender.js';

/** Just above the 1 MB that nginx and others take when they are told nothing. */
const ABOVE_DEFAULTS = 1_150_000;

/** The largest body that arrived, in bytes, and what is wrong when a larger one did not. */
export interface BodyCheck {
  readonly largestBody: number | null;
  readonly findings: readonly Finding[];
}

/** Sends larger and larger bodies, up to the limit. */
export async function checkBodyLimit(sender: ProbeSender, limit: number): Promise<BodyCheck> {
  let largestBody: number | null = null;
  for (const size of [...new Set([Math.min(ABOVE_DEFAULTS, limit), limit])]) {
    const result = await sender.send(size);
    const report = readReport(result);
    if (report?.bytes === size) largestBody = size;
    else return { largestBody, findings: isRefusedForSize(result) ? [tooSmall(size, result)] : [] };
  }
  return { largestBody, findings: [] };
}

/** What answers something else also to a small probe is told elsewhere. */
const isRefusedForSize = (result: SendResult): boolean =>
  result.status === 413 || result.status === null || readAnswer(result)?.['errDlt'] === 'too-large';

function tooSmall(size: number, result: SendResult): Finding {
  const byModule = readAnswer(result)?.['errDlt'] === 'too-large';
  return found({
    code: 'body-limit',
    severity: 'error',
    reason: `a body of ${size} bytes does not get through (${summarise(result)}): OpenIM sends messages of up to 8 MiB and lists of all members of a group, which are then lost or not checked`,
    fix: byModule
      ? "raise the module's option bodyLimit, 16 MiB unless set"
      : 'raise the limit of what stands before the app; in nginx: client_max_body_size 16m;',
  });
}
