import { findCommand, interpretReply } from 'openim-sender';
import { allow, refuse, type Allow, type OpenImEvent, type Refuse } from 'nestjs-openim-callback';
import { whyNotAnswer } from '../../e2e/support/answer-shape.js';

/** What the listeners did during one case. */
export class Judge {
  private asked = 0;
  private allowedBy: string | undefined;
  private refused = false;

  /** How many cases reached a listener, by what it said; to show that the cases are not all junk. */
  readonly tally = { allowed: 0, refused: 0 };

  /** The behaviour of every before listener: it refuses, unless the event asks for nothing bad. */
  readonly decide = (event: OpenImEvent): Allow | Refuse => {
    this.asked++;
    if (JSON.stringify(event).length % 2 === 0) {
      this.tally.allowed++;
      this.allowedBy = event.callbackCommand;
      return allow();
    }
    this.tally.refused++;
    this.refused = true;
    return refuse(20001, 'no');
  };

  /** Whether a listener of a before command saw this case. */
  get wasAsked(): boolean {
    return this.asked > 0;
  }

  /** Forgets the last case. */
  reset(): void {
    this.asked = 0;
    this.allowedBy = undefined;
    this.refused = false;
  }

  /**
   * Whether an answer is one that may be given: of OpenIM's shape, and not allowing what no listener allowed.
   *
   * @returns what is wrong, undefined when nothing is
   */
  objection(raw: Buffer, command: string, text: string): string | undefined {
    const body = bodyIn(raw);
    const named = commandIn(body) ?? command;
    const problem = whyNotAnswer(text, named, body);
    if (problem !== undefined) return problem;
    if (this.asked > 1) return `the listener was asked ${this.asked} times`;
    if (findCommand(named)?.phase !== 'before')
      return this.refused ? this.mustRefuse(named, text) : undefined;
    return this.allowedBy === named ? undefined : this.mustRefuse(named, text);
  }

  private mustRefuse(command: string, text: string): string | undefined {
    const { kind } = interpretReply(command, {}, text);
    return kind === 'refused' || findCommand(command)?.phase === 'after'
      ? undefined
      : `${kind} without a listener's consent`;
  }
}

/** What is in a body, read without the library; nothing when it is no object. */
function bodyIn(raw: Buffer): object {
  try {
    const body: unknown = JSON.parse(raw.toString('utf8'));
    return typeof body === 'object' && body !== null ? body : {};
  } catch {
    return {};
  }
}

function commandIn(body: object): string | undefined {
  if (!Object.hasOwn(body, 'callbackCommand')) return undefined;
  const command: unknown = Reflect.get(body, 'callbackCommand');
  return typeof command === 'string' && command !== '' ? command : undefined;
}
