import type { ComponentChildren, JSX } from 'preact';
import type { Sign } from '../words/outcomes.js';

const SYMBOLS: Readonly<Record<Sign['tone'], string>> = {
  good: '✓',
  info: 'i',
  warn: '!',
  bad: '✕',
  quiet: '○',
};

interface NoticeProps {
  readonly tone: Sign['tone'];
  readonly title: string;
  readonly children?: ComponentChildren;
}

/** Something that is to be known, with a symbol beside its colour. */
export function Notice({ tone, title, children }: NoticeProps): JSX.Element {
  return (
    <div class={`notice ${tone}`}>
      <span class="notice-symbol" aria-hidden="true">
        {SYMBOLS[tone]}
      </span>
      <div>
        <strong>{title}</strong>
        {children}
      </div>
    </div>
  );
}

/** What stands where nothing is. */
export function Empty({
  title,
  children,
}: {
  readonly title: string;
  readonly children?: ComponentChildren;
}): JSX.Element {
  return (
    <div class="empty">
      <p class="empty-title">{title}</p>
      {children}
    </div>
  );
}

/** A problem of loading, told at once to who cannot see it. */
export function Failed({ error }: { readonly error: Error | undefined }): JSX.Element {
  return <div role="alert">{error && <Notice tone="bad" title={error.message} />}</div>;
}
