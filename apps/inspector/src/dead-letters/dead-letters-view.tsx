import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import type { DeadLetterList } from '../api/types.js';
import type { ViewProps } from '../page-context.js';
import { Empty, Failed } from '../parts/notice.js';
import { useResource } from '../parts/use-resource.js';
import { hashOf } from '../routing/route.js';
import { replaceRoute } from '../routing/use-route.js';
import { count, counted } from '../words/format.js';
import { LetterActions } from './letter-actions.js';
import { apiFilter, filterOf, type LetterFilter } from './letter-filter.js';
import { LetterFilters } from './letter-filters.js';
import { LetterTable } from './letter-table.js';

/** Letters on the page: the actions reach further. */
const LISTED = 100;

/** Dead letters: look at them, send them to their listeners again, or forget them. */
export function DeadLettersView({ client, info, instance, route }: ViewProps): JSX.Element {
  const filter = filterOf(route.query);
  const asked = apiFilter(filter);
  const key = JSON.stringify([instance, asked]);
  const { data, error, reload } = useResource(key, (signal) =>
    client.get<DeadLetterList>('dead-letters', { instance, ...asked, ids: undefined, limit: LISTED }, signal),
  );
  const [selected, setSelected] = useState<ReadonlySet<string>>(new Set());
  const letters = data?.letters ?? [];
  const chosen = letters.map(({ id }) => id).filter((id) => selected.has(id));
  const isFiltered = Object.keys(asked).length > 0;
  const setFilter = (next: LetterFilter): void => replaceRoute(hashOf('dead-letters', '', { ...next }));
  return (
    <>
      <div class="view-head">
        <h1>Dead letters</h1>
        {data && (
          <p class="counts">
            <span>
              <strong>{count(data.total)}</strong> in all
            </span>
            <span>
              <strong>{count(letters.length)}</strong> listed
              {letters.length === LISTED && ', the oldest that match'}
            </span>
          </p>
        )}
        <div class="buttons">
          <button type="button" onClick={reload}>
            Reload
          </button>
        </div>
      </div>
      <LetterFilters filter={filter} letters={letters} listeners={info.listeners} onChange={setFilter} />
      <LetterActions
        client={client}
        instance={instance}
        listed={letters.map(({ id }) => id)}
        chosen={chosen}
        onChoose={(ids) => setSelected(new Set(ids))}
        filter={asked}
        what={isFiltered ? 'all that match' : 'all'}
        onDone={() => {
          setSelected(new Set());
          reload();
        }}
      />
      <Failed error={error} />
      {letters.length > 0 && (
        <LetterTable
          client={client}
          instance={instance}
          letters={letters}
          selected={selected}
          onSelect={setSelected}
        />
      )}
      {data && letters.length === 0 && (
        <Empty title={isFiltered ? 'None matches' : 'There are none'}>
          <p>
            {isFiltered
              ? `Of ${counted(data.total, 'dead letter')} none is what the filters ask for.`
              : 'What listeners give up on, and callbacks that cannot be read, show here with their bytes and reasons.'}
          </p>
        </Empty>
      )}
    </>
  );
}
