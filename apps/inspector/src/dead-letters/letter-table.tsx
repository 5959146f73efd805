import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import type { InspectorClient } from '../api/client.js';
import type { DeadLetterView } from '../api/types.js';
import { JsonView } from '../json/json-view.js';
import { CopyButton } from '../parts/copy-button.js';
import { type Column, DataTable } from '../parts/data-table.js';
import { Facts } from '../parts/facts.js';
import { Failed } from '../parts/notice.js';
import { useNow } from '../parts/use-now.js';
import { useResource } from '../parts/use-resource.js';
import { moment, relative, nameOf } from '../words/format.js';

interface Props {
  readonly client: InspectorClient;
  readonly instance: string;
  readonly letters: readonly DeadLetterView[];
  readonly selected: ReadonlySet<string>;
  readonly onSelect: (selected: ReadonlySet<string>) => void;
}

/** The letters, each of which can be chosen and opened. */
export function LetterTable({ client, instance, letters, selected, onSelect }: Props): JSX.Element {
  const now = useNow(10_000);
  const [open, setOpen] = useState<string>();
  const choose = (id: string, chosen: boolean): void => {
    const next = new Set(selected);
    if (chosen) next.add(id);
    else next.delete(id);
    onSelect(next);
  };
  const columns: readonly Column<DeadLetterView>[] = [
    {
      head: <span class="unseen">Choice</span>,
      label: '',
      class: 'choice',
      cell: ({ id, command, diedAt }) => (
        <input
          type="checkbox"
          checked={selected.has(id)}
          aria-label={`Choose ${nameOf(command)} of ${moment(diedAt)}`}
          onChange={({ currentTarget }) => choose(id, currentTarget.checked)}
        />
      ),
    },
    {
      head: 'Given up',
      label: 'Given up',
      class: 'narrow time',
      cell: ({ diedAt }) => <span title={moment(diedAt)}>{relative(diedAt, now)}</span>,
    },
    {
      head: 'Command',
      label: 'Command',
      class: 'command-cell',
      cell: ({ command, kind }) => (
        <>
          <span class="strong" title={command}>
            {nameOf(command)}
          </span>{' '}
          {kind === 'unusable' && <span class="tag">unusable</span>}
        </>
      ),
    },
    {
      head: 'Listener',
      label: 'Listener',
      class: 'keep listener-cell',
      cell: ({ listener }) => <span class="mono">{listener ?? '–'}</span>,
    },
    {
      head: 'Reason',
      label: 'Reason',
      class: 'reason',
      cell: ({ reason }) => <span class="error-text clipped">{reason}</span>,
    },
    {
      head: 'Attempts',
      label: 'Attempts',
      class: 'number narrow attempts',
      cell: ({ attempts }) => attempts,
    },
    {
      head: <span class="unseen">Details</span>,
      label: 'Details',
      class: 'narrow more',
      cell: ({ id, command, diedAt }) => (
        <button
          type="button"
          class="quiet"
          aria-expanded={open === id}
          onClick={() => setOpen(open === id ? undefined : id)}
        >
          {open === id ? 'Hide' : 'Show'}
          <span class="unseen">
            {' '}
            {nameOf(command)} of {moment(diedAt)}
          </span>
        </button>
      ),
    },
  ];
  return (
    <DataTable
      caption="Dead letters, oldest first"
      class="letters"
      columns={columns}
      rows={letters}
      keyOf={({ id }) => id}
      classOf={({ id }) => (selected.has(id) ? 'chosen' : '')}
      below={({ id }) => (open === id ? <Letter client={client} instance={instance} id={id} /> : undefined)}
    />
  );
}

interface LetterProps {
  readonly client: InspectorClient;
  readonly instance: string;
  readonly id: string;
}

function Letter({ client, instance, id }: LetterProps): JSX.Element {
  const { data, error } = useResource(`${instance} ${id}`, (signal) =>
    client.get<DeadLetterView>(`dead-letters/${encodeURIComponent(id)}`, { instance }, signal),
  );
  if (!data) return error ? <Failed error={error} /> : <p class="faint">Loading…</p>;
  return (
    <div class="letter">
      <pre class="code error-text" tabIndex={0} role="group" aria-label="Reason">
        {data.reason}
      </pre>
      <Facts
        facts={[
          ['Received', moment(data.receivedAt)],
          ['Given up', moment(data.diedAt)],
          ['Operation', data.operationID && <code>{data.operationID}</code>],
          ['Event', <code key="event">{data.eventID}</code>],
          ['Letter', <code key="letter">{data.id}</code>],
          ['Query', data.query && <code>{data.query}</code>],
          ...Object.entries(data.headers).map(
            ([name, value]) => [name, <code key={name}>{value}</code>] as const,
          ),
        ]}
      />
      {data.raw === undefined ? (
        <p class="faint">The app hides bodies.</p>
      ) : (
        <>
          <JsonView label="Body as sent" text={data.raw} />
          <CopyButton text={data.raw} what="the body" />
        </>
      )}
    </div>
  );
}
