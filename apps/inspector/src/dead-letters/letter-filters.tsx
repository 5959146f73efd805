import type { JSX, TargetedEvent } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import type { DeadLetterView } from '../api/types.js';
import { Choice, CommandChoice, FilterForm } from '../parts/filter-form.js';
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
  const set = (name: keyof LetterFilter) => (event: TargetedEvent<HTMLInputElement | HTMLSelectElement>) =>
    onChange({ ...filter, [name]: event.currentTarget.value });
  return (
    <FilterForm label="Dead letters" filter={filter} none={NO_FILTER} onChange={onChange}>
      <Reason value={filter.reason} onChange={(reason) => onChange({ ...filter, reason })} />
      <Choice label="Kind" value={filter.kind} choices={['undelivered', 'unusable']} onChange={set('kind')} />
      <CommandChoice value={filter.command} listed={letters} onChange={set('command')} />
      <Choice label="Listener" value={filter.listener} choices={listeners} onChange={set('listener')} />
      <label class="moment">
        <span>Since</span>
        <input type="datetime-local" value={filter.since} onChange={set('since')} />
      </label>
      <label class="moment">
        <span>Until</span>
        <input type="datetime-local" value={filter.until} onChange={set('until')} />
      </label>
    </FilterForm>
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
