import type { JSX } from 'preact';
import type { InboxView as View, MinuteRates } from '../api/types.js';
import type { ViewProps } from '../page-context.js';
import { Failed, Notice } from '../parts/notice.js';
import { Panel } from '../parts/panel.js';
import { RateChart } from '../parts/rate-chart.js';
import { useResource } from '../parts/use-resource.js';
import { hashOf } from '../routing/route.js';
import { count, counted, duration, minute } from '../words/format.js';
import type { Sign } from '../words/outcomes.js';
import { Backlog } from './backlog.js';

const REFRESH = 2_000;

const RATES: readonly {
  readonly name: keyof Omit<MinuteRates, 'at'>;
  readonly title: string;
  readonly tone: Sign['tone'];
}[] = [
  { name: 'received', title: 'Received', tone: 'info' },
  { name: 'delivered', title: 'Delivered', tone: 'good' },
  { name: 'refused', title: 'Refused', tone: 'warn' },
  { name: 'retried', title: 'Retried', tone: 'warn' },
  { name: 'failed', title: 'Failed', tone: 'bad' },
  { name: 'dead', title: 'Given up', tone: 'bad' },
];

/** What waits, and how well it goes. */
export function InboxView({ client, instance, info }: ViewProps): JSX.Element {
  const { data, error } = useResource(
    `inbox ${instance}`,
    (signal) => client.get<View>('inbox', { instance }, signal),
    REFRESH,
  );
  return (
    <>
      <div class="view-head">
        <h1>Inbox</h1>
        <p class="counts">
          of {instance}, looked at every {duration(REFRESH)}
        </p>
      </div>
      <Failed error={error} />
      {!data && !error && <p class="faint">Loading…</p>}
      {data && (
        <>
          <Health state={data.state} />
          <Tiles state={data.state} />
          <Rates rates={data.rates} replica={info.replica} />
          <Backlog backlog={data.backlog} pending={data.state.pending} />
        </>
      )}
    </>
  );
}

function Health({ state }: { readonly state: View['state'] }): JSX.Element {
  return (
    <div role="status">
      {state.healthy ? (
        <Notice tone="good" title="The storage is healthy" />
      ) : (
        <Notice tone="bad" title="What is accepted now is not as safe as it should be">
          <p>{state.problem}</p>
        </Notice>
      )}
    </div>
  );
}

function Tiles({ state }: { readonly state: View['state'] }): JSX.Element {
  const { pending, oldestAge, held, deadLetters } = state;
  const tiles: readonly (readonly [string, string, string, string?])[] = [
    ['Pending', count(pending), 'accepted and not yet delivered'],
    ['Oldest', pending === 0 ? '–' : duration(oldestAge), 'since it was received'],
    ['Held in memory', count(held), held === 0 ? 'the storage takes all' : 'until the storage is back'],
    [
      'Dead letters',
      count(deadLetters),
      deadLetters === 0 ? 'nothing was given up' : 'look at them',
      hashOf('dead-letters'),
    ],
  ];
  return (
    <dl class="tiles">
      {tiles.map(([name, value, hint, link]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd class="tile-value">{value}</dd>
          <dd class="tile-hint">{link !== undefined && value !== '0' ? <a href={link}>{hint}</a> : hint}</dd>
        </div>
      ))}
    </dl>
  );
}

function Rates({
  rates,
  replica,
}: {
  readonly rates: readonly MinuteRates[];
  readonly replica: string;
}): JSX.Element {
  return (
    <Panel title="The last hour" aside={<span class="faint">of {replica}, a bar for each minute</span>}>
      <div class="charts">
        {RATES.map(({ name, title, tone }) => (
          <RateChart
            key={name}
            title={title}
            tone={tone}
            minutes={rates.map((rate) => ({ at: rate.at, value: rate[name] }))}
          />
        ))}
      </div>
      <details>
        <summary>As a table</summary>
        <div class="scroll" tabIndex={0} role="region" aria-label="The last hour by minute">
          <table class="plain">
            <caption class="unseen">{counted(rates.length, 'minute')}, the last first</caption>
            <thead>
              <tr>
                <th scope="col">Minute</th>
                {RATES.map(({ title }) => (
                  <th key={title} scope="col" class="number">
                    {title}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {[...rates].reverse().map((rate) => (
                <tr key={rate.at}>
                  <th scope="row">{minute(rate.at)}</th>
                  {RATES.map(({ name }) => (
                    <td key={name} class="number">
                      {count(rate[name])}
                    </td>
                  ))}
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      </details>
    </Panel>
  );
}
