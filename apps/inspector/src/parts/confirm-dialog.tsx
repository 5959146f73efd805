import type { ComponentChildren, JSX } from 'preact';
import { useEffect, useId, useRef } from 'preact/hooks';

interface Props {
  readonly title: string;
  readonly confirm: string;
  /** Whether it cannot be undone. */
  readonly danger: boolean;
  readonly children: ComponentChildren;
  readonly onConfirm: () => void;
  readonly onCancel: () => void;
}

/** Asks before something that reaches far. Escape and the first button say no. */
export function ConfirmDialog({ title, confirm, danger, children, onConfirm, onCancel }: Props): JSX.Element {
  const dialog = useRef<HTMLDialogElement>(null);
  const id = useId();
  useEffect(() => dialog.current?.showModal(), []);
  const decide = (): void => (dialog.current?.returnValue === 'confirmed' ? onConfirm() : onCancel());
  return (
    <dialog ref={dialog} aria-labelledby={id} onClose={decide}>
      <h2 id={id}>{title}</h2>
      {children}
      <div class="buttons">
        <button type="button" onClick={() => dialog.current?.close()}>
          Cancel
        </button>
        <button
          type="button"
          class={danger ? 'danger' : 'primary'}
          onClick={() => dialog.current?.close('confirmed')}
        >
          {confirm}
        </button>
      </div>
    </dialog>
  );
}
