import type { JSX } from 'preact';

interface Props {
  readonly docs: string | undefined;
  readonly class?: string;
}

/** The page of a command in the docs: a link where the app has said where they are, their file otherwise. */
export function DocsLink({ docs, class: className }: Props): JSX.Element | null {
  if (docs === undefined) return null;
  if (!/^https?:/.test(docs)) return <code class="faint">{docs}</code>;
  return (
    <a class={className} href={docs} target="_blank" rel="noreferrer">
      Docs<span class="unseen"> (opens in a new tab)</span> ↗
    </a>
  );
}
