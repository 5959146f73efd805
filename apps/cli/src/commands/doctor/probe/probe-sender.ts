import { PROBE_COMMAND, type ProbeReport } from 'nestjs-openim-callback/webhooks';
import { OpenImSender, type ConnectionObserver, type SendResult, type SignatureOptions } from 'openim-sender';

/** Where probes go, and how they are signed. */
export interface ProbeTarget {
  readonly url: string;
  /** Undefined sends unsigned. */
  readonly signature: SignatureOptions | undefined;
}

/** Sends probes as OpenIM sends callbacks, over connections of its own. */
export class ProbeSender {
  private readonly sender: OpenImSender;

  constructor({ url, signature }: ProbeTarget, connections?: ConnectionObserver) {
    this.sender = new OpenImSender({
      url,
      signature,
      timeoutSeconds: 15,
      ...(connections && { connections }),
    });
  }

  /** @param size bytes of the body; never less than a body needs */
  send(size = 0): Promise<SendResult> {
    const body = (padding: string): string =>
      JSON.stringify({ callbackCommand: PROBE_COMMAND, operationID: OPERATION_ID, padding });
    const padding = ' '.repeat(Math.max(0, size - body('').length));
    return this.sender.send(PROBE_COMMAND, body(padding), { operationID: OPERATION_ID });
  }

  close(): Promise<void> {
    return this.sender.close();
  }
}

/** By this people recognise a probe in the logs of whatever it passes. */
const OPERATION_ID = 'openim-callback-doctor';

/** The answer as a JSON object; undefined when it is none, or there is none. */
export function readAnswer({ replyText }: SendResult): Readonly<Record<string, unknown>> | undefined {
  try {
    const answer: unknown = JSON.parse(replyText ?? '');
    return typeof answer === 'object' && answer !== null && !Array.isArray(answer)
      ? (answer as Record<string, unknown>)
      : undefined;
  } catch {
    return undefined;
  }
}

/** What the module says of the probe; undefined when it is not the module that has answered. */
export function readReport(result: SendResult): ProbeReport | undefined {
  const probe: unknown = readAnswer(result)?.['probe'];
  const { receiver, pathKept, bytes } = Object(probe) as Partial<ProbeReport>;
  return receiver === 'nestjs-openim-callback' && typeof pathKept === 'boolean' && typeof bytes === 'number'
    ? { receiver, pathKept, bytes }
    : undefined;
}

/** Status and kind of an answer, or why there is none, in a few words. */
export function summarise({ status, replyText, outcome }: SendResult): string {
  if (status === null)
    return 'detail' in outcome ? (outcome.detail.split(', post url=')[0] ?? '') : 'no answer';
  return `status ${status}, ${replyText === '' ? 'an empty body' : JSON.stringify((replyText ?? '').slice(0, 120))}`;
}
