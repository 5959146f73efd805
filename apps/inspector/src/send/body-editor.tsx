import type { JSX } from 'preact';
import { useId } from 'preact/hooks';
import type { FieldView } from '../api/types.js';
import { readBody, withField, writeBody } from './body-text.js';
import { Field } from './field.js';

interface Props {
  readonly fields: readonly FieldView[];
  readonly text: string;
  readonly onChange: (text: string) => void;
}

/** A body as a form and as text: what is changed in one changes in the other. The text is what is sent. */
export function BodyEditor({ fields, text, onChange }: Props): JSX.Element {
  const read = readBody(text);
  const id = useId();
  return (
    <div class="side-by-side editor">
      <div class="panel" role="group" aria-labelledby={`${id}-fields`}>
        <header>
          <span id={`${id}-fields`} class="title">
            Fields
          </span>
        </header>
        {read.kind === 'body' ? (
          <div class="fields">
            {fields.map((field) => (
              <Field
                key={field.name}
                field={field}
                value={read.body[field.name]}
                onChange={(value) => onChange(writeBody(withField(read.body, field.name, value)))}
              />
            ))}
          </div>
        ) : (
          <p class="hint">{read.why} Edit the text.</p>
        )}
      </div>
      <div class="panel">
        <header>
          <label for={id} class="title">
            Body as text
          </label>
          <span class={read.kind === 'broken' ? 'error-text' : 'faint'} role="status">
            {read.kind === 'broken' ? '✕ no JSON, and sent like that' : 'JSON'}
          </span>
        </header>
        <textarea
          id={id}
          class="code"
          spellcheck={false}
          rows={Math.min(40, Math.max(8, text.split('\n').length + 1))}
          value={text}
          onInput={({ currentTarget }) => onChange(currentTarget.value)}
        />
      </div>
    </div>
  );
}
