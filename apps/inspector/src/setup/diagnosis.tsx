import type { JSX } from 'preact';
import type { SetupView } from '../api/types.js';
import { type Column, DataTable } from '../parts/data-table.js';
import { Notice } from '../parts/notice.js';
import { Panel } from '../parts/panel.js';
import { count, duration, nameOf } from '../words/format.js';

type Report = SetupView['diagnosis'];

/** A source this busy is about to lose callbacks. */
const BUSY = 0.7;

/** What the module has found out about what it receives, and what to do about it. */
export function Diagnosis({ diagnosis }: { readonly diagnosis: Report }): JSX.Element {
  const { neverSeen, unheard, failures, sources } = diagnosis;
  const failed = Object.entries(failures).filter(([, times]) => times > 0);
  const came = Object.entries(unheard);
  const busy = sources.filter(({ utilization }) => utilization > BUSY);
  const isFine = neverSeen.length + failed.length + came.length + busy.length === 0;
  return (
    <Panel title="Diagnosis">
      {isFine && (
        <Notice
          tone="good"
          title="Everything that is listened to comes, and everything that comes is heard"
        />
      )}
      {neverSeen.length > 0 && (
        <Notice tone="warn" title="Never came">
          <p>{neverSeen.map(nameOf).join(', ')}.</p>
          <p>
            Either it has not happened yet, or webhooks.yml does not switch it on: compare it with the one
            below.
          </p>
        </Notice>
      )}
      {came.length > 0 && (
        <Notice tone="warn" title="Comes, and nobody listens">
          <p>{came.map(([command, times]) => `${nameOf(command)} (${count(times)})`).join(', ')}.</p>
          <p>Switch it off in webhooks.yml, or write a listener.</p>
        </Notice>
      )}
      {failed.length > 0 && (
        <Notice tone="bad" title="Got no further than the intake">
          <p>{failed.map(([reason, times]) => `${reason} (${count(times)})`).join(', ')}.</p>
          <p>Each is in the live view while it is kept, with what exactly was wrong.</p>
        </Notice>
      )}
      {busy.length > 0 && (
        <Notice tone="bad" title="OpenIM is about to lose callbacks">
          <p>
            {busy.map(({ service, address }) => `${service} at ${address}`).join(', ')}: its two workers are
            nearly always waiting for answers. Answer faster.
          </p>
        </Notice>
      )}
      {sources.length > 0 && (
        <DataTable
          caption="Who sends after callbacks"
          columns={COLUMNS}
          rows={sources}
          keyOf={({ service, address }) => `${service} ${address}`}
        />
      )}
    </Panel>
  );
}

const COLUMNS: readonly Column<Report['sources'][number]>[] = [
  {
    head: 'Sender',
    label: '',
    cell: ({ service, address }) => (
      <>
        <span class="strong">{service}</span> <span class="faint mono">{address}</span>
      </>
    ),
  },
  { head: 'Rate', label: 'Rate', class: 'number', cell: ({ rate }) => `${count(Number(rate.toFixed(1)))}/s` },
  {
    head: 'Answered after',
    label: 'Answered after',
    class: 'number',
    cell: ({ latency }) => duration(latency * 1000),
  },
  {
    head: 'Can send',
    label: 'Can send',
    class: 'number',
    cell: ({ ceiling }) => (ceiling === undefined ? '–' : `${count(Math.round(ceiling))}/s`),
  },
  {
    head: 'Busy',
    label: 'Busy',
    class: 'number',
    cell: ({ utilization }) => `${Math.round(utilization * 100)} %`,
  },
];
