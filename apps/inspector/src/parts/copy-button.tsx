import type { JSX } from 'preact';
import { useEffect, useState } from 'preact/hooks';

/** Copies a text; the button says when it has. */
export function CopyButton({ text, what }: { readonly text: string; readonly what: string }): JSX.Element {
  const [state, setState] = useState<'ready' | 'copied' | 'failed'>('ready');
  useEffect(() => {
    if (state === 'ready') return;
    const timer = setTimeout(() => setState('ready'), 2_000);
    return () => clearTimeout(timer);
  }, [state]);
  const copy = (): void => void writeText(text).then((copied) => setState(copied ? 'copied' : 'failed'));
  const words = { ready: 'Copy', copied: 'Copied', failed: 'Not allowed' } as const;
  return (
    <button
      type="button"
      class="quiet"
      onClick={copy}
      aria-label={state === 'ready' ? `Copy ${what}` : words[state]}
    >
      <span aria-live="polite">{words[state]}</span>
    </button>
  );
}

/** Where the page is neither on TLS nor on loopback, browsers have no clipboard for it. */
async function writeText(text: string): Promise<boolean> {
  if (!window.isSecureContext) return false;
  return navigator.clipboard.writeText(text).then(
    () => true,
    () => false,
  );
}
