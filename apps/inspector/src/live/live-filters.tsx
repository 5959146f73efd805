import type { JSX, TargetedEvent } from 'preact';
import type { CallbackSummary } from '../api/types.js';
import { Choice, CommandChoice, FilterForm } from '../parts/filter-form.js';
import { OUTCOMES } from '../words/outcomes.js';
import { type LiveFilter, NO_FILTER } from './live-filter.js';

interface Props {
  readonly filter: LiveFilter;
  readonly callbacks: readonly CallbackSummary[];
  readonly listeners: readonly string[];
  readonly onChange: (filter: LiveFilter) => void;
}

/** What narrows down the live view; kept in the address. */
export function LiveFilters({ filter, callbacks, listeners, onChange }: Props): JSX.Element {
  const set = (name: keyof LiveFilter) => (event: TargetedEvent<HTMLInputElement | HTMLSelectElement>) =>
    onChange({ ...filter, [name]: event.currentTarget.value });
  return (
    <FilterForm label="Callbacks" filter={filter} none={NO_FILTER} onChange={onChange}>
      <label class="wide">
        <span>Search</span>
        <input
          type="search"
          value={filter.text}
          onInput={set('text')}
          placeholder="user, group, operation id, …"
        />
      </label>
      <CommandChoice value={filter.command} listed={callbacks} onChange={set('command')} />
      <Choice
        label="Outcome"
        value={filter.outcome}
        choices={Object.keys(OUTCOMES) as (keyof typeof OUTCOMES)[]}
        words={(outcome) => OUTCOMES[outcome].word}
        onChange={set('outcome')}
      />
      <Choice label="Listener" value={filter.listener} choices={listeners} onChange={set('listener')} />
      <label>
        <span>Key</span>
        <input type="text" value={filter.key} onInput={set('key')} placeholder="si_u1_u2" />
      </label>
    </FilterForm>
  );
}
