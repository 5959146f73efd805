import { probeBytes } from '../replies/answer.js';
import { PROBE_COMMAND } from '../webhooks/probe.js';
import type { AdmittedRequest, Answer } from './request.js';

/**
 * The answer to a probe. It shows nothing but how the probe itself arrived, and only to those whom access
 * control has let in.
 */
export const answerProbe = ({ pathCommand }: AdmittedRequest, raw: Buffer): Answer => ({
  status: 200,
  body: probeBytes({
    receiver: 'nestjs-openim-callback',
    pathKept: pathCommand === PROBE_COMMAND,
    bytes: raw.length,
  }),
});
