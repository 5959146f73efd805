import type { ServerResponse } from 'node:http';
import type { Answer, AdmittedRequest } from '../intake/request.js';
import { sendAnswer } from './send-answer.js';

/** A callback on its way through the framework: its body is read, and only its own answer reaches the wire. */
export class CapturedRequest {
  private readonly original: Pick<ServerResponse, 'writeHead' | 'write' | 'end'>;
  private answered = false;

  constructor(
    readonly request: AdmittedRequest,
    readonly body: Buffer,
    private readonly response: ServerResponse,
    /** Gives the answer when somebody else, a middleware or a filter, answers in our place. */
    private readonly overruled: () => Answer,
  ) {
    this.original = {
      writeHead: response.writeHead.bind(response),
      write: response.write.bind(response),
      end: response.end.bind(response),
    };
    this.mute();
  }

  /** Sends the answer; whatever anybody writes from now on goes nowhere. */
  answer(answer: Answer): void {
    if (this.answered) return;
    this.answered = true;
    Object.assign(this.response, this.original);
    sendAnswer(this.response, answer);
    // Node would raise an error that nobody catches for what is written after the end.
    this.mute();
  }

  private mute(): void {
    const { response } = this;
    response.writeHead = () => response;
    response.write = () => true;
    response.end = () => {
      if (!this.answered) this.answer(this.overruled());
      return response;
    };
  }
}
