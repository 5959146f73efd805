import type { FunctionComponent, JSX } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import type { InspectorClient } from './api/client.js';
import type { LiveFeed, LiveState } from './api/live-feed.js';
import type { InspectorInfo } from './api/types.js';
import { CallbackView } from './callback/callback-view.js';
import { DeadLettersView } from './dead-letters/dead-letters-view.js';
import { InboxView } from './inbox/inbox-view.js';
import { LiveView } from './live/live-view.js';
import type { ViewProps } from './page-context.js';
import { Failed } from './parts/notice.js';
import { useResource } from './parts/use-resource.js';
import { hashOf, type View } from './routing/route.js';
import { useRoute } from './routing/use-route.js';
import { SendView } from './send/send-view.js';
import { SetupView } from './setup/setup-view.js';

const VIEWS: Readonly<Record<View, { readonly title: string; readonly show: FunctionComponent<ViewProps> }>> =
  {
    live: { title: 'Live', show: LiveView },
    callback: { title: 'One callback', show: CallbackView },
    inbox: { title: 'Inbox', show: InboxView },
    'dead-letters': { title: 'Dead letters', show: DeadLettersView },
    setup: { title: 'Setup', show: SetupView },
    send: { title: 'Send', show: SendView },
  };

const TABS = ['live', 'inbox', 'dead-letters', 'setup', 'send'] as const;

interface Props {
  readonly client: InspectorClient;
  readonly feed: LiveFeed;
}

/** The page: where to go, how the connection is, and the view. */
export function App({ client, feed }: Props): JSX.Element {
  const info = useResource('info', () => client.info());
  const route = useRoute();
  const [chosen, setChosen] = useState<string>();
  const main = useRef<HTMLElement>(null);
  const arrived = useRef(false);
  const { title, show: Show } = VIEWS[route.view];

  useEffect(() => feed.open(), [feed]);
  useEffect(() => {
    document.title = `${title} · OpenIM inspector`;
    // Who uses a keyboard or a screen reader goes on at the new view, as after a click on a link to another page.
    if (arrived.current) main.current?.focus({ preventScroll: false });
    arrived.current = true;
  }, [title, route.id]);

  const skip = (event: Event): void => {
    event.preventDefault();
    main.current?.focus();
  };
  const instance = chosen ?? info.data?.instances[0]?.name ?? '';
  return (
    <>
      <a class="skip" href="#main" onClick={skip}>
        Skip to the view
      </a>
      <header class="top">
        <div class="top-line">
          <p class="brand">
            <Mark /> OpenIM <span>inspector</span>
          </p>
          {info.data && <InstanceChoice info={info.data} instance={instance} onChoose={setChosen} />}
          <Connection feed={feed} />
        </div>
        <nav aria-label="Views">
          <ul>
            {TABS.map((view) => (
              <li key={view}>
                <a href={hashOf(view)} aria-current={isCurrent(view, route.view) ? 'page' : undefined}>
                  {VIEWS[view].title}
                </a>
              </li>
            ))}
          </ul>
        </nav>
      </header>
      <main id="main" ref={main} tabIndex={-1} aria-label={title}>
        {info.data ? (
          <Show
            key={instance}
            client={client}
            feed={feed}
            info={info.data}
            instance={instance}
            route={route}
          />
        ) : (
          <>
            <h1>{title}</h1>
            <Failed error={info.error} />
            {info.error && (
              <button type="button" onClick={info.reload}>
                Try again
              </button>
            )}
          </>
        )}
      </main>
      {info.data && (
        <footer>
          nestjs-openim-callback {info.data.version} · answered by {info.data.replica}
          {info.data.redacted && ' · bodies are hidden by the app'}
        </footer>
      )}
    </>
  );
}

/** One callback is a part of the live view. */
const isCurrent = (tab: View, view: View): boolean => tab === (view === 'callback' ? 'live' : view);

function Mark(): JSX.Element {
  return (
    <svg class="mark" viewBox="0 0 32 32" aria-hidden="true">
      <rect width="32" height="32" rx="8" />
      <path d="M8 11h16M8 16h11M8 21h7" />
    </svg>
  );
}

interface ChoiceProps {
  readonly info: InspectorInfo;
  readonly instance: string;
  readonly onChoose: (instance: string) => void;
}

function InstanceChoice({ info, instance, onChoose }: ChoiceProps): JSX.Element | null {
  const current = info.instances.find(({ name }) => name === instance);
  if (info.instances.length < 2) return <span class="base mono">{current?.base}</span>;
  return (
    <label class="base">
      <span class="unseen">Instance</span>
      <select value={instance} onChange={({ currentTarget }) => onChoose(currentTarget.value)}>
        {info.instances.map(({ name, base }) => (
          <option key={name} value={name}>
            {name} ({base})
          </option>
        ))}
      </select>
    </label>
  );
}

const CONNECTIONS: Readonly<Record<LiveState['connection'], string>> = {
  connecting: 'Connecting',
  live: 'Connected',
  away: 'Disconnected, trying again',
};

function Connection({ feed }: { readonly feed: LiveFeed }): JSX.Element {
  const [{ connection, replica }, setState] = useState(feed.state);
  useEffect(() => feed.watch(setState), [feed]);
  return (
    <p class={`connection ${connection}`} role="status" title={replica && `Connected to ${replica}`}>
      {CONNECTIONS[connection]}
    </p>
  );
}
