import type { JSX, TargetedEvent } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import type { DeadLetterView } from '../api/types.js';
import { nameOf } from '../words/format.js';
import { type LetterFilter, NO_FILTER } from './letter-filter.js';

/** Milliseconds after the last key until the app is asked. */
const TYPING = 250;

interface Props {
  readonly filter: LetterFilter;
  readonly letters: readonly DeadLetterView[];
  readonly listeners: readonly string[];
  readonly onChange: (filter: LetterFilter) => void;
}

/** Which dead letters are meant; kept in the address. */
export function LetterFilters({ filter, letters, listeners, onChange }: Props): JSX.Element {
  const commands = [...new Set([...letters.map(({ command }) => command ?? ''), filter.command])]
    .filter(Boolean)
    .sort();
  const set = (name: keyof LetterFilter) => (event: TargetedEvent<HTMLInputElement | HTMLSelectElement>) =>
    onChange({ ...filter, [name]: event.currentTarget.value });
  return (
    <form
      class="filters"
      role="search"
      aria-label="Dead letters"
      onSubmit={(event) => event.preventDefault()}
    >
      <Reason value={filter.reason} onChange={(reason) => onChange({ ...filter, reason })} />
      <label>
        <span>Kind</span>
        <select value={filter.kind} onChange={set('kind')}>
          <option value="">any</option>
          <option value="undelivered">undelivered</option>
          <option value="unusable">unusable</option>
        </select>
      </label>
      <label>
        <span>Command</span>
        <select value={filter.command} onChange={set('command')}>
          <option value="">any</option>
          {commands.map((command) => (
            <option key={command} value={command}>
              {nameOf(command)}
            </option>
          ))}
        </select>
      </label>
      <label>
        <span>Listener</span>
        <select value={filter.listener} onChange={set('listener')}>
          <option value="">any</option>
          {listeners.map((listener) => (
            <option key={listener} value={listener}>
              {listener}
            </option>
          ))}
        </select>
      </label>
      <label class="moment">
        <span>Since</span>
        <input type="datetime-local" value={filter.since} onChange={set('since')} />
      </label>
      <label class="moment">
        <span>Until</span>
        <input type="datetime-local" value={filter.until} onChange={set('until')} />
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

function Reason({
  value,
  onChange,
}: {
  readonly value: string;
  readonly onChange: (value: string) => void;
}): JSX.Element {
  const [typed, setTyped] = useState(value);
  useEffect(() => setTyped(value), [value]);
  useEffect(() => {
    if (typed === value) return;
    const timer = setTimeout(() => onChange(typed), TYPING);
    return () => clearTimeout(timer);
  }, [typed]);
  return (
    <label class="wide">
      <span>Reason</span>
      <input
        type="search"
        value={typed}
        onInput={({ currentTarget }) => setTyped(currentTarget.value)}
        placeholder="part of the reason"
      />
    </label>
  );
}
