import type { JSX, TargetedEvent } from 'preact';
import type { CallbackSummary } from '../api/types.js';
import { nameOf } from '../words/format.js';
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
  const commands = [...new Set([...callbacks.flatMap(({ command }) => command ?? []), filter.command])];
  const choices = (values: readonly string[], words: (value: string) => string): JSX.Element[] =>
    values.filter(Boolean).map((value) => (
      <option key={value} value={value}>
        {words(value)}
      </option>
    ));
  const set = (name: keyof LiveFilter) => (event: TargetedEvent<HTMLInputElement | HTMLSelectElement>) =>
    onChange({ ...filter, [name]: event.currentTarget.value });
  return (
    <form class="filters" role="search" aria-label="Callbacks" onSubmit={(event) => event.preventDefault()}>
      <label class="wide">
        <span>Search</span>
        <input
          type="search"
          value={filter.text}
          onInput={set('text')}
          placeholder="user, group, operation id, …"
        />
      </label>
      <label>
        <span>Command</span>
        <select value={filter.command} onChange={set('command')}>
          <option value="">any</option>
          {choices(commands.sort(), nameOf)}
        </select>
      </label>
      <label>
        <span>Outcome</span>
        <select value={filter.outcome} onChange={set('outcome')}>
          <option value="">any</option>
          {Object.entries(OUTCOMES).map(([outcome, { word }]) => (
            <option key={outcome} value={outcome}>
              {word}
            </option>
          ))}
        </select>
      </label>
      <label>
        <span>Listener</span>
        <select value={filter.listener} onChange={set('listener')}>
          <option value="">any</option>
          {choices(listeners, (listener) => listener)}
        </select>
      </label>
      <label>
        <span>Key</span>
        <input type="text" value={filter.key} onInput={set('key')} placeholder="si_u1_u2" />
      </label>
      <button
        type="button"
        class="quiet"
        disabled={Object.values(filter).every((value) => value === '')}
        onClick={() => onChange(NO_FILTER)}
      >
        Reset
      </button>
    </form>
  );
}
