import { Component, type JSX } from 'preact';
import type { CallbackSummary, ListenerStanding } from '../api/types.js';
import { Badge } from '../parts/badge.js';
import { hashOf } from '../routing/route.js';
import { clock, duration, moment, nameOf } from '../words/format.js';
import { OUTCOMES, STANDINGS } from '../words/outcomes.js';

/** The callbacks, a row each. */
export function LiveTable({ callbacks }: { readonly callbacks: readonly CallbackSummary[] }): JSX.Element {
  return (
    <table role="table" class="data live">
      <caption class="unseen">Callbacks, newest first</caption>
      <thead role="rowgroup">
        <tr role="row">
          {['Time', 'Command', 'Who and where', 'Outcome', 'Listeners', 'Took'].map((head) => (
            <th key={head} role="columnheader" scope="col" class={head === 'Took' ? 'number' : ''}>
              {head}
            </th>
          ))}
        </tr>
      </thead>
      <tbody role="rowgroup">
        {callbacks.map((callback) => (
          <LiveRow key={callback.id} callback={callback} />
        ))}
      </tbody>
    </table>
  );
}

/** Drawn again only when its listeners have got on: a few batches come every second. */
class LiveRow extends Component<{ readonly callback: CallbackSummary }> {
  override shouldComponentUpdate({ callback }: { readonly callback: CallbackSummary }): boolean {
    return callback !== this.props.callback;
  }

  override render(): JSX.Element {
    const { id, at, command, phase, subject, outcome, detail, reason, took, listeners, test, operationID } =
      this.props.callback;
    const name = nameOf(command);
    return (
      <tr role="row" class="row-link">
        <td role="cell" class="time" title={moment(at)}>
          {clock(at)}
        </td>
        <td role="cell" class="command">
          <a href={hashOf('callback', id)} title={command}>
            {name}
          </a>{' '}
          {!name.startsWith(phase) && <span class="tag">{phase}</span>}{' '}
          {test && <span class="tag">test</span>}
        </td>
        <td role="cell" class="subject" title={operationID && `operation ${operationID}`}>
          {subject || <span class="faint">{operationID || '–'}</span>}
        </td>
        <td role="cell" class="outcome">
          <Badge sign={OUTCOMES[outcome]} />{' '}
          <span class="detail">{[reason, detail].filter(Boolean).join(': ')}</span>
        </td>
        <td role="cell" class="standings">
          {listeners.map((standing) => (
            <Standing key={standing.listener} {...standing} />
          ))}
          {listeners.length === 0 && <span class="faint">{outcome === 'failed' ? '–' : 'nobody'}</span>}
        </td>
        <td role="cell" class="number took">
          {duration(took)}
        </td>
      </tr>
    );
  }
}

function Standing({ listener, state, attempts }: ListenerStanding): JSX.Element {
  const { symbol, word, tone } = STANDINGS[state];
  const tries = attempts > 1 ? ` ×${attempts}` : '';
  return (
    <span
      class={`standing ${tone}`}
      title={`${listener}: ${word}${attempts > 1 ? ` after ${attempts} attempts` : ''}`}
    >
      <span aria-hidden="true">{symbol}</span> {listener}
      <span class="unseen"> {word}</span>
      {tries}
    </span>
  );
}
