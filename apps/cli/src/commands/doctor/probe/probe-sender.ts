import { PROBE_COMMAND } from 'nestjs-openim-callback/webhooks';
import { OpenImSender, type ConnectionObserver, type SendResult } from 'openim-sender';

/** Sends probes as OpenIM sends callbacks, over connections of its own. */
export class ProbeSender {
  private readonly sender: OpenImSender;

  constructor(url: string, connections?: ConnectionObserver) {
    this.sender = new OpenImSender({ url, timeoutSeconds: 15, ...(connections && { connections }) });
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
