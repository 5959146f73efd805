import type { JSX } from 'preact';
import { describeOutcome, findCommand, interpretReply } from 'openim-sender/reading';
import { JsonView } from '../json/json-view.js';
import { Panel } from '../parts/panel.js';
import { MOODS } from '../words/outcomes.js';

interface Props {
  readonly command: string | undefined;
  /** The body that was answered; undefined when it is hidden. */
  readonly body: string | undefined;
  readonly answer: string;
}

/** What OpenIM does with an answer, and its bytes. */
export function Reading({ command = '', body = '', answer }: Props): JSX.Element {
  const outcome = interpretReply(command, body, answer);
  const audience = findCommand(command)?.refusalSeenBy ?? 'caller';
  const { title, mood, lines } = describeOutcome(outcome, { refusalSeenBy: audience });
  const { symbol, tone } = MOODS[mood];
  return (
    <Panel title="What OpenIM does with the answer" class={`reading ${tone}`}>
      <p class="verdict">
        <span aria-hidden="true">{symbol}</span> {title}
      </p>
      <ul>
        {lines.map((line) => (
          <li key={line}>{line}</li>
        ))}
      </ul>
      <JsonView label="Bytes of the answer" text={answer} asIs />
    </Panel>
  );
}
