import type { ServerResponse } from 'node:http';
import type { Answer, AdmittedRequest } from '../intake/request.js';
import { sendAnswer } from './send-answer.js';

type Writers = Pick<ServerResponse, 'writeHead' | 'write' | 'end'>;

/** A callback on its way through the framework: its body is read, and only its own answer reaches the wire. */
export class CapturedRequest {
  private readonly original: Writers;
  private readonly muted: Writers;
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
    this.muted = {
      writeHead: () => response,
      write: () => true,
      end: () => {
        if (!this.answered) this.answer(this.overruled());
        return response;
      },
    };
    this.give(this.muted);
  }

  /** Sends the answer; whatever anybody writes from now on goes nowhere. */
  answer(answer: Answer): void {
    if (this.answered) return;
    this.answered = true;
    this.give(this.original);
    sendAnswer(this.response, answer);
    // Node would raise an error that nobody catches for what is written after the end.
    this.give(this.muted);
  }

  private give(writers: Writers): void {
    Object.assign(this.response, writers);
  }
}
