import type { JSX } from 'preact';
import type { InboxView, WaitingRetry } from '../api/types.js';
import { type Column, DataTable } from '../parts/data-table.js';
import { Panel } from '../parts/panel.js';
import { useNow } from '../parts/use-now.js';
import { count, moment, relative, nameOf } from '../words/format.js';

/** Rows of each list; the rest is told as a number. */
const LISTED = 10;

interface Props {
  readonly backlog: InboxView['backlog'];
  readonly pending: number;
}

/** What is waiting in detail. */
export function Backlog({ backlog, pending }: Props): JSX.Element {
  if (!backlog) return <p class="hint">This inbox does not tell what is waiting for whom.</p>;
  const { sampled, keys, listeners, retries } = backlog;
  return (
    <>
      {sampled !== undefined && (
        <p class="hint">
          By listener and by key: of the {count(sampled)} oldest of {count(pending)} events.
        </p>
      )}
      <div class="side-by-side">
        <Panel title="Waiting by listener">
          <Meters
            unit="Listener"
            rows={listeners.map(({ listener, pending }) => ({ name: listener, pending }))}
          />
        </Panel>
        <Panel title="Waiting by key">
          <Meters unit="Ordering key" rows={keys.map(({ key, pending }) => ({ name: key, pending }))} />
        </Panel>
      </div>
      <Panel title="Retries" aside={<span class="faint">{count(retries.length)}</span>}>
        <Retries retries={retries} />
      </Panel>
    </>
  );
}

interface Meter {
  readonly name: string;
  readonly pending: number;
}

function Meters({ unit, rows }: { readonly unit: string; readonly rows: readonly Meter[] }): JSX.Element {
  if (rows.length === 0) return <p class="faint">Nothing is waiting.</p>;
  const most = Math.max(...rows.map(({ pending }) => pending));
  const columns: readonly Column<Meter>[] = [
    { head: unit, label: '', cell: ({ name }) => <span class="mono">{name}</span> },
    {
      head: 'Waiting',
      label: ' ',
      class: 'number meter-cell',
      cell: ({ pending }) => (
        <>
          <svg class="meter" viewBox="0 0 100 6" preserveAspectRatio="none" aria-hidden="true">
            <rect width={(pending / most) * 100} height="6" />
          </svg>
          <span>{count(pending)}</span>
        </>
      ),
    },
  ];
  return (
    <>
      <DataTable
        caption={`Waiting events by ${unit.toLowerCase()}`}
        class="meters"
        columns={columns}
        rows={rows.slice(0, LISTED)}
        keyOf={({ name }) => name}
      />
      {rows.length > LISTED && <p class="hint">and {count(rows.length - LISTED)} more</p>}
    </>
  );
}

function Retries({ retries }: { readonly retries: readonly WaitingRetry[] }): JSX.Element {
  const now = useNow();
  if (retries.length === 0) return <p class="faint">No listener failed on what is waiting.</p>;
  const columns: readonly Column<WaitingRetry>[] = [
    {
      head: 'Next try',
      label: 'Next try',
      class: 'narrow',
      cell: ({ nextAt }) => <span title={moment(nextAt)}>{relative(nextAt, now)}</span>,
    },
    {
      head: 'Command',
      label: 'Command',
      cell: ({ command }) => <span title={command}>{nameOf(command)}</span>,
    },
    {
      head: 'Listener',
      label: 'Listener',
      class: 'keep',
      cell: ({ listener }) => <span class="mono">{listener}</span>,
    },
    { head: 'Attempts', label: 'Attempts', class: 'number narrow', cell: ({ attempts }) => attempts },
    {
      head: 'Last error',
      label: 'Last error',
      cell: ({ error }) =>
        error === undefined ? (
          <span class="faint">of another replica</span>
        ) : (
          <span class="error-text">{error}</span>
        ),
    },
  ];
  return (
    <>
      <DataTable
        caption="Events that will be tried again, next first"
        columns={columns}
        rows={retries.slice(0, LISTED)}
        keyOf={({ eventID, listener }) => `${eventID} ${listener}`}
      />
      {retries.length > LISTED && <p class="hint">and {count(retries.length - LISTED)} more</p>}
    </>
  );
}
