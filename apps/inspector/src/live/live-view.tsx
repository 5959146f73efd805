import type { JSX } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { KEPT, type LiveFeed, type LiveState } from '../api/live-feed.js';
import type { ViewProps } from '../page-context.js';
import { Empty } from '../parts/notice.js';
import { hashOf } from '../routing/route.js';
import { replaceRoute } from '../routing/use-route.js';
import { count } from '../words/format.js';
import { filterCallbacks, filterOf, type LiveFilter } from './live-filter.js';
import { LiveFilters } from './live-filters.js';
import { LiveTable } from './live-table.js';

/** Rows that are drawn: more than anybody reads, less than a browser feels. */
const DRAWN = 200;

/** Callbacks as they arrive. */
export function LiveView({ feed, info, instance, route }: ViewProps): JSX.Element {
  const { state, paused, pause, clear } = useFeed(feed);
  const filter = filterOf(route.query);
  const matching = filterCallbacks(state.callbacks, instance, filter);
  const setFilter = (next: LiveFilter): void => replaceRoute(hashOf('live', '', { ...next }));
  const base = info.instances.find(({ name }) => name === instance)?.base ?? '';
  return (
    <>
      <div class="view-head">
        <h1>Live</h1>
        <Counts state={state} paused={paused} shown={Math.min(matching.length, DRAWN)} />
        <div class="buttons">
          <button type="button" aria-pressed={paused} onClick={pause}>
            {paused ? '▶ Resume' : '❚❚ Pause'}
          </button>
          <button type="button" onClick={clear}>
            Clear
          </button>
        </div>
      </div>
      <LiveFilters
        filter={filter}
        callbacks={state.callbacks}
        listeners={info.listeners}
        onChange={setFilter}
      />
      {matching.length > 0 ? (
        <LiveTable callbacks={matching.slice(0, DRAWN)} />
      ) : state.callbacks.length > 0 ? (
        <Empty title="Nothing matches">
          <p>None of the last {count(state.callbacks.length)} callbacks is what the filters ask for.</p>
        </Empty>
      ) : (
        <Empty title="Nothing has come yet">
          <p>
            Callbacks show here as OpenIM sends them to <code>{base}</code>. Should they have come by now?
            Look at <a href={hashOf('setup')}>Setup</a>, or <a href={hashOf('send')}>send one yourself</a>.
          </p>
        </Empty>
      )}
    </>
  );
}

interface Followed {
  readonly state: LiveState;
  readonly paused: boolean;
  readonly pause: () => void;
  readonly clear: () => void;
}

/** Follows the feed; while paused it shows what there was. */
function useFeed(feed: LiveFeed): Followed {
  const [state, setState] = useState(feed.state);
  const [paused, setPaused] = useState(false);
  useEffect(() => {
    if (paused) return;
    setState(feed.state);
    return feed.watch(setState);
  }, [feed, paused]);
  return {
    state,
    paused,
    pause: () => setPaused(!paused),
    clear: () => {
      feed.clear();
      setState(feed.state);
    },
  };
}

interface CountsProps {
  readonly state: LiveState;
  readonly paused: boolean;
  readonly shown: number;
}

function Counts({ state, paused, shown }: CountsProps): JSX.Element {
  const { seen, received, rate } = state;
  return (
    <p class="counts">
      <span>
        <strong>{count(seen)}</strong> seen
      </span>
      <span>
        <strong>{count(Number(rate.toFixed(rate < 10 ? 1 : 0)))}</strong>/s
      </span>
      <span title={`The page keeps the last ${KEPT} that it was sent and draws ${DRAWN}.`}>
        <strong>{count(shown)}</strong> shown
      </span>
      {received < seen && (
        <span
          class="badge info"
          title={`${count(received)} of ${count(seen)} were sent to this page, chosen at random.`}
        >
          sampled, 1 of {count(Math.round(seen / Math.max(received, 1)))}
        </span>
      )}
      {paused && <span class="badge warn">paused</span>}
    </p>
  );
}
