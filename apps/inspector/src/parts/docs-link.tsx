import type { JSX } from 'preact';

/** The page of a command in the docs: a link where the app has said where they are, their file otherwise. */
export function DocsLink({ docs }: { readonly docs: string }): JSX.Element {
  if (!/^https?:/.test(docs)) return <code class="faint">{docs}</code>;
  return (
    <a href={docs} target="_blank" rel="noreferrer">
      Docs<span class="unseen"> (opens in a new tab)</span> ↗
    </a>
  );
}
