import type { JSX } from 'preact';
import type { Sign } from '../words/outcomes.js';

/** A sign as symbol and word. */
export function Badge({ sign, title }: { readonly sign: Sign; readonly title?: string }): JSX.Element {
  return (
    <span class={`badge ${sign.tone}`} title={title}>
      <span aria-hidden="true">{sign.symbol}</span> {sign.word}
    </span>
  );
}
