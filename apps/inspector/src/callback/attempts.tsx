import type { JSX } from 'preact';
import type { CallbackDetail, ListenerAttempt, ListenerStanding } from '../api/types.js';
import { Badge } from '../parts/badge.js';
import { type Column, DataTable } from '../parts/data-table.js';
import { Panel } from '../parts/panel.js';
import { useNow } from '../parts/use-now.js';
import { clock, duration, moment, relative } from '../words/format.js';
import { STANDINGS } from '../words/outcomes.js';

/** Each listener with its attempts. */
export function Attempts({ callback }: { readonly callback: CallbackDetail }): JSX.Element {
  const { listeners, attempts } = callback;
  const named = [
    ...new Set([...listeners.map(({ listener }) => listener), ...attempts.map(({ listener }) => listener)]),
  ];
  return (
    <Panel title="Listeners">
      {named.length === 0 && <p class="faint">No listener was called.</p>}
      {named.map((name) => (
        <Listener
          key={name}
          name={name}
          standing={listeners.find(({ listener }) => listener === name)}
          attempts={attempts.filter(({ listener }) => listener === name)}
        />
      ))}
    </Panel>
  );
}

interface ListenerProps {
  readonly name: string;
  readonly standing: ListenerStanding | undefined;
  readonly attempts: readonly ListenerAttempt[];
}

function Listener({ name, standing, attempts }: ListenerProps): JSX.Element {
  return (
    <div class="listener">
      <h3>
        <span class="mono">{name}</span> {standing && <Badge sign={STANDINGS[standing.state]} />}
      </h3>
      {attempts.length > 0 && (
        <DataTable
          caption={`Attempts of ${name}`}
          columns={COLUMNS}
          rows={attempts}
          keyOf={({ attempt, at }) => `${attempt} ${at}`}
        />
      )}
    </div>
  );
}

const COLUMNS: readonly Column<ListenerAttempt>[] = [
  { head: 'Attempt', label: 'Attempt', cell: ({ attempt }) => attempt, class: 'narrow' },
  {
    head: 'At',
    label: 'At',
    cell: ({ at }) => <span title={moment(at)}>{clock(at)}</span>,
    class: 'narrow time',
  },
  {
    head: 'Took',
    label: 'Took',
    cell: ({ took }) => (took === undefined ? 'running' : duration(took)),
    class: 'narrow',
  },
  { head: 'Result', label: 'Result', cell: (attempt) => <Result attempt={attempt} /> },
];

function Result({
  attempt: { at, took, error, retryIn },
}: {
  readonly attempt: ListenerAttempt;
}): JSX.Element {
  if (!error) return <>{took === undefined ? '…' : 'done'}</>;
  return (
    <>
      <span class="error-text">{error.message}</span>
      {retryIn !== undefined && (
        <>
          {' '}
          <NextTry at={at + (took ?? 0) + retryIn} />
        </>
      )}
      {error.stack !== undefined && (
        <details>
          <summary>Stack</summary>
          <pre class="code" tabIndex={0} role="group" aria-label="Stack">
            {error.stack}
          </pre>
        </details>
      )}
    </>
  );
}

function NextTry({ at }: { readonly at: number }): JSX.Element | null {
  const now = useNow();
  return at > now ? <span class="faint">tried again {relative(at, now)}</span> : null;
}
