import type { ComponentChildren, JSX, TargetedInputEvent } from 'preact';
import { useEffect, useId, useState } from 'preact/hooks';
import type { FieldView } from '../api/types.js';
import { isBody, withField } from './body-text.js';

interface Props {
  readonly field: FieldView;
  /** Undefined where the body does not have it. */
  readonly value: unknown;
  readonly onChange: (value: unknown) => void;
}

/** A field of a body, by its type. What another type stands in is for the text to change. */
export function Field({ field, value, onChange }: Props): JSX.Element {
  if (field.list) return <List field={field} value={value} onChange={onChange} />;
  switch (field.type) {
    case 'boolean':
      return <Check name={field.name} value={value === true} onChange={onChange} />;
    case 'integer':
      return <Integer field={field} value={value} onChange={onChange} />;
    case 'object':
    case 'flags':
      return <Members field={field} value={value} onChange={onChange} />;
    case 'json':
    case 'string':
      return <Text field={field} value={value} onChange={onChange} />;
  }
}

function Check({
  name,
  value,
  onChange,
}: {
  readonly name: string;
  readonly value: boolean;
  readonly onChange: (value: boolean) => void;
}): JSX.Element {
  return (
    <label class="field check">
      <input
        type="checkbox"
        checked={value}
        onChange={({ currentTarget }) => onChange(currentTarget.checked)}
      />
      <span class="mono">{name}</span>
    </label>
  );
}

function Text({ field, value, onChange }: Props): JSX.Element {
  const id = useId();
  const text = typeof value === 'string' ? value : '';
  const shared = {
    id,
    value: text,
    placeholder: absence(value),
    onInput: ({ currentTarget }: TargetedInputEvent<HTMLInputElement | HTMLTextAreaElement>) =>
      onChange(currentTarget.value),
  };
  return (
    <Row field={field} id={id} value={value} onChange={onChange}>
      {field.type === 'json' ? (
        <textarea {...shared} class="mono" rows={2} spellcheck={false} />
      ) : (
        <input {...shared} type="text" spellcheck={false} />
      )}
    </Row>
  );
}

function Integer({ field, value, onChange }: Props): JSX.Element {
  const id = useId();
  const [typed, setTyped] = useState<string>();
  useEffect(() => setTyped(undefined), [value]);
  const { minimum = Number.MIN_SAFE_INTEGER, maximum = Number.MAX_SAFE_INTEGER } = field;
  const take = (text: string): void => {
    const number = Number(text);
    const fits = /^-?\d+$/.test(text) && number >= minimum && number <= maximum;
    setTyped(text);
    if (fits) onChange(number);
  };
  const text = typed ?? (typeof value === 'number' ? String(value) : '');
  return (
    <Row field={field} id={id} value={value} onChange={onChange}>
      <input
        id={id}
        type="text"
        inputMode="numeric"
        value={text}
        placeholder={absence(value)}
        aria-invalid={typed !== undefined && typed !== String(value)}
        onInput={({ currentTarget }) => take(currentTarget.value)}
      />
    </Row>
  );
}

/** An object; one of flags has whatever names are in it. */
function Members({ field, value, onChange }: Props): JSX.Element {
  const { type, fields = [] } = field;
  const members = (body: object): readonly FieldView[] =>
    type === 'flags' ? Object.keys(body).map(flagOf) : fields;
  return (
    <Group field={field} value={value} empty={{}} onChange={onChange}>
      {isBody(value) &&
        members(value).map((member) => (
          <Field
            key={member.name}
            field={member}
            value={value[member.name]}
            onChange={(next) => onChange(withField(value, member.name, next))}
          />
        ))}
    </Group>
  );
}

const flagOf = (name: string): FieldView => ({ name, type: 'boolean', list: false, nullable: false });

function List({ field, value, onChange }: Props): JSX.Element {
  const id = useId();
  const items: readonly unknown[] = Array.isArray(value) ? value : [];
  if (field.type === 'object') {
    return (
      <Group field={field} value={value} empty={[]} onChange={onChange}>
        {items.map((item, index) => (
          <div key={index} class="item">
            <Members
              field={{ ...field, name: `${field.name} ${index + 1}`, list: false, nullable: false }}
              value={item}
              onChange={(next) => onChange(items.with(index, next))}
            />
            <button type="button" class="quiet" onClick={() => onChange(items.toSpliced(index, 1))}>
              Remove {index + 1}
            </button>
          </div>
        ))}
        {Array.isArray(value) && (
          <button type="button" class="quiet" onClick={() => onChange([...items, items.at(-1) ?? {}])}>
            Add one
          </button>
        )}
      </Group>
    );
  }
  const parse = (line: string): unknown =>
    field.type === 'integer' && /^-?\d+$/.test(line) ? Number(line) : line;
  return (
    <Row field={field} id={id} value={value} onChange={onChange} hint="one a line">
      <textarea
        id={id}
        rows={Math.min(6, Math.max(2, items.length))}
        spellcheck={false}
        value={items.map(String).join('\n')}
        placeholder={absence(value)}
        onChange={({ currentTarget }) => onChange(currentTarget.value.split('\n').filter(Boolean).map(parse))}
      />
    </Row>
  );
}

interface RowProps extends Props {
  readonly id: string;
  readonly hint?: string;
  readonly children: JSX.Element;
}

function Row({ field, id, value, hint, onChange, children }: RowProps): JSX.Element {
  return (
    <div class="field">
      <div class="field-head">
        <label for={id} class="mono">
          {field.name}
        </label>
        <span class="faint">{hint}</span>
        {field.nullable && value !== null && (
          <button
            type="button"
            class="quiet"
            aria-label={`Make ${field.name} null`}
            onClick={() => onChange(null)}
          >
            null
          </button>
        )}
      </div>
      {children}
    </div>
  );
}

interface AbsentProps extends Props {
  /** What an absent one begins with. */
  readonly empty: unknown;
}

/** What is inside of a list or an object. */
function Group({ children, ...absent }: AbsentProps & { readonly children: ComponentChildren }): JSX.Element {
  return (
    <fieldset class="field">
      <legend>
        <span class="mono">{absent.field.name}</span> <Absent {...absent} />
      </legend>
      {children}
    </fieldset>
  );
}

/** Whether a list or an object is there, and what changes that. */
function Absent({ field, value, empty, onChange }: AbsentProps): JSX.Element | null {
  if (typeof value === 'object' && value !== null) {
    return field.nullable ? (
      <button
        type="button"
        class="quiet"
        aria-label={`Make ${field.name} null`}
        onClick={() => onChange(null)}
      >
        null
      </button>
    ) : null;
  }
  return (
    <>
      <span class="faint">{absence(value)}</span>{' '}
      <button
        type="button"
        class="quiet"
        aria-label={`Fill in ${field.name}`}
        onClick={() => onChange(empty)}
      >
        Fill in
      </button>
    </>
  );
}

const absence = (value: unknown): string => (value === null ? 'null' : value === undefined ? 'left out' : '');
