import type { JSX } from 'preact';
import type { CommandSetup, SetupView as View } from '../api/types.js';
import { JsonView } from '../json/json-view.js';
import type { ViewProps } from '../page-context.js';
import { CopyButton } from '../parts/copy-button.js';
import { type Column, DataTable } from '../parts/data-table.js';
import { DocsLink } from '../parts/docs-link.js';
import { Empty, Failed } from '../parts/notice.js';
import { Panel } from '../parts/panel.js';
import { useNow } from '../parts/use-now.js';
import { useResource } from '../parts/use-resource.js';
import { hashOf } from '../routing/route.js';
import { count, duration, moment, relative, nameOf } from '../words/format.js';
import { Diagnosis } from './diagnosis.js';

const REFRESH = 5_000;

/** Who listens to what, whether it comes, and what to tell OpenIM. */
export function SetupView({ client, instance, info }: ViewProps): JSX.Element {
  const { data, error } = useResource(
    `setup ${instance}`,
    (signal) => client.get<View>('setup', { instance }, signal),
    REFRESH,
  );
  const found = info.instances.find(({ name }) => name === instance);
  return (
    <>
      <div class="view-head">
        <h1>Setup</h1>
        <p class="counts">
          <span>
            <code>{found?.base}</code> on the {found?.mount} mount
          </span>
          <span>
            since {info.replica} started, looked at every {duration(REFRESH)}
          </span>
        </p>
      </div>
      <Failed error={error} />
      {!data && !error && <p class="faint">Loading…</p>}
      {data && (
        <>
          <Diagnosis diagnosis={data.diagnosis} />
          <Panel title="Commands" aside={<span class="faint">{count(data.commands.length)}</span>}>
            <Commands commands={data.commands} />
            {data.observers.length > 0 && (
              <p class="hint">
                Called for every callback:{' '}
                {data.observers.map((name) => (
                  <code key={name}>{name}</code>
                ))}
              </p>
            )}
          </Panel>
          <Panel title="webhooks.yml" aside={<CopyButton text={data.webhooksYaml} what="webhooks.yml" />}>
            <p class="hint">
              What OpenIM has to be told for these listeners. Set the address under which it reaches the app.
            </p>
            <JsonView label="webhooks.yml" text={data.webhooksYaml} asIs />
          </Panel>
        </>
      )}
    </>
  );
}

function Commands({ commands }: { readonly commands: readonly CommandSetup[] }): JSX.Element {
  const now = useNow(10_000);
  if (commands.length === 0) {
    return (
      <Empty title="Nothing listens, and nothing came">
        <p>Mark a method of a provider with a decorator, such as @OnSingleMsgRead().</p>
      </Empty>
    );
  }
  const columns: readonly Column<CommandSetup>[] = [
    {
      head: 'Command',
      label: '',
      cell: ({ command, key, phase }) => (
        <>
          <span class="strong" title={command}>
            {key || nameOf(command)}
          </span>{' '}
          <span class="tag">{phase}</span>
        </>
      ),
    },
    {
      head: 'Listeners',
      label: 'Listeners',
      cell: ({ listeners }) =>
        listeners.length === 0 ? (
          <span class="warn-text">! nobody listens</span>
        ) : (
          <ol class="bare">
            {listeners.map(({ name, options }) => (
              <li key={name}>
                <span class="mono">{name}</span> {options && <span class="faint">{options}</span>}
              </li>
            ))}
          </ol>
        ),
    },
    {
      head: 'Last came',
      label: 'Last came',
      class: 'narrow time',
      cell: ({ lastSeen, listeners, unheard }) =>
        lastSeen !== undefined ? (
          <span title={moment(lastSeen)}>{relative(lastSeen, now)}</span>
        ) : listeners.length > 0 ? (
          <span class="warn-text">! never</span>
        ) : (
          <span>{count(unheard)} times</span>
        ),
    },
    {
      head: <span class="unseen">More</span>,
      label: 'More',
      class: 'narrow',
      cell: ({ key, docs }) => (
        <>
          <a href={hashOf('send', '', { command: key })} aria-label={`Send ${key}`}>
            Send
          </a>{' '}
          {/^https?:/.test(docs) && <DocsLink docs={docs} />}
        </>
      ),
    },
  ];
  return (
    <DataTable
      caption="Commands that are listened to or that came"
      columns={columns}
      rows={commands}
      keyOf={({ command }) => command}
    />
  );
}
