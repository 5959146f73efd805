import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { layoutJson } from './layout-json.js';

/** Characters of a text that are shown at first: a body may have megabytes. */
const SHOWN = 20_000;

/** Characters up to which a text is laid out: each piece is an element. */
const LAID_OUT = 200_000;

interface Props {
  /** What it is, for who cannot see it. */
  readonly label: string;
  readonly text: string;
  /** Keys to point out, with what is to be said of them. */
  readonly marks?: Readonly<Record<string, string>>;
  /** Whether it stays in its own lines. */
  readonly asIs?: boolean;
}

/** JSON text in lines, as it is; other text unchanged. */
export function JsonView({ label, text, marks = {}, asIs = false }: Props): JSX.Element {
  const [whole, setWhole] = useState(false);
  const shown = whole ? text : text.slice(0, SHOWN);
  const isWhole = shown.length === text.length;
  const tokens = !asIs && isWhole && text.length <= LAID_OUT ? layoutJson(text) : undefined;
  return (
    <>
      <pre class="code" tabIndex={0} role="group" aria-label={label}>
        {tokens
          ? tokens.map(({ kind, text: piece }) => {
              if (kind === 'mark' || kind === 'space') return piece;
              const hint = kind === 'key' ? marks[piece.slice(1, -1)] : undefined;
              const token = <span class={`json-${kind}`}>{piece}</span>;
              return hint === undefined ? token : <mark title={hint}>{token}</mark>;
            })
          : shown}
      </pre>
      {!isWhole && (
        <button type="button" class="quiet" onClick={() => setWhole(true)}>
          Show all {text.length.toLocaleString('en')} characters
        </button>
      )}
    </>
  );
}
