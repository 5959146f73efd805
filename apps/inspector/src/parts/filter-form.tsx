import type { ComponentChildren, JSX, TargetedEvent } from 'preact';
import { nameOf } from '../words/format.js';

interface FormProps<Filter> {
  /** What is looked through. */
  readonly label: string;
  readonly filter: Filter;
  /** The filter that lets everything through. */
  readonly none: Filter;
  readonly onChange: (filter: Filter) => void;
  readonly children: ComponentChildren;
}

/** What narrows down a list, and the way back to all of it. */
export function FilterForm<Filter extends object>({
  label,
  filter,
  none,
  onChange,
  children,
}: FormProps<Filter>): JSX.Element {
  return (
    <form class="filters" role="search" aria-label={label} onSubmit={(event) => event.preventDefault()}>
      {children}
      <button
        type="button"
        class="quiet"
        disabled={Object.values(filter).every((value) => value === '')}
        onClick={() => onChange(none)}
      >
        Reset
      </button>
    </form>
  );
}

interface ChoiceProps<Value extends string> {
  readonly label: string;
  readonly value: string;
  readonly choices: readonly Value[];
  /** How a choice is called. */
  readonly words?: (choice: Value) => string;
  readonly onChange: (event: TargetedEvent<HTMLSelectElement>) => void;
}

/** One of several, or any. */
export function Choice<Value extends string>({
  label,
  value,
  choices,
  words = String,
  onChange,
}: ChoiceProps<Value>): JSX.Element {
  return (
    <label>
      <span>{label}</span>
      <select value={value} onChange={onChange}>
        <option value="">any</option>
        {choices.map((choice) => (
          <option key={choice} value={choice}>
            {words(choice)}
          </option>
        ))}
      </select>
    </label>
  );
}

interface CommandChoiceProps extends Pick<ChoiceProps<string>, 'value' | 'onChange'> {
  readonly listed: readonly { readonly command: string | undefined }[];
}

/** One of the commands that are listed; the chosen one stays when it is no longer. */
export function CommandChoice({ value, listed, onChange }: CommandChoiceProps): JSX.Element {
  const commands = new Set([value, ...listed.map(({ command }) => command ?? '')]);
  commands.delete('');
  return (
    <Choice label="Command" value={value} choices={[...commands].sort()} words={nameOf} onChange={onChange} />
  );
}
