import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { ApiError, type InspectorClient } from '../api/client.js';
import type { DeadLetterAction } from '../api/types.js';
import { ConfirmDialog } from '../parts/confirm-dialog.js';
import { Notice } from '../parts/notice.js';
import { count, counted } from '../words/format.js';

type Verb = 'redrive' | 'purge';

/** What is to be done with which letters. */
interface Plan {
  readonly verb: Verb;
  readonly filter: DeadLetterAction['filter'];
  /** Which ones, in words: `3 dead letters`, `all dead letters that match`. */
  readonly which: string;
}

type Progress =
  | { readonly step: 'idle' }
  | { readonly step: 'running'; readonly plan: Plan; readonly done: number }
  | { readonly step: 'done'; readonly plan: Plan; readonly done: number }
  | { readonly step: 'failed'; readonly plan: Plan; readonly error: string };

interface Props {
  readonly client: InspectorClient;
  readonly instance: string;
  /** The ids of the chosen ones. */
  readonly chosen: readonly string[];
  /** The ids of all that are listed. */
  readonly listed: readonly string[];
  readonly filter: DeadLetterAction['filter'];
  /** Whom the filter means: `all`, `all that match`. */
  readonly what: string;
  readonly onChoose: (ids: readonly string[]) => void;
  readonly onDone: () => void;
}

/** Redrive and purge, of the chosen ones or of all that match. */
export function LetterActions({
  client,
  instance,
  chosen,
  filter,
  what,
  listed,
  onChoose,
  onDone,
}: Props): JSX.Element {
  const [progress, setProgress] = useState<Progress>({ step: 'idle' });
  const [asking, setAsking] = useState<Plan>();
  const running = progress.step === 'running';

  const run = async (plan: Plan): Promise<void> => {
    setAsking(undefined);
    setProgress({ step: 'running', plan, done: 0 });
    try {
      const done = await client.act(plan.verb, { instance, filter: plan.filter }, (told) =>
        setProgress({ step: 'running', plan, done: told.done }),
      );
      setProgress({ step: 'done', plan, done });
    } catch (error) {
      setProgress({ step: 'failed', plan, error: error instanceof ApiError ? error.message : String(error) });
    }
    onDone();
  };
  const some = (verb: Verb): Plan => ({
    verb,
    filter: { ids: chosen },
    which: counted(chosen.length, 'dead letter'),
  });
  const all = (verb: Verb): Plan => ({
    verb,
    filter,
    which: what === 'all' ? 'all dead letters' : 'all dead letters that match the filters',
  });
  return (
    <div class="actions">
      <label class="check">
        <input
          type="checkbox"
          checked={listed.length > 0 && chosen.length === listed.length}
          disabled={listed.length === 0}
          onChange={({ currentTarget }) => onChoose(currentTarget.checked ? listed : [])}
        />
        Choose all listed
      </label>
      <div class="buttons" role="group" aria-label="With the chosen ones">
        <button
          type="button"
          class="primary"
          disabled={chosen.length === 0 || running}
          onClick={() => void run(some('redrive'))}
        >
          Redrive {chosen.length === 0 ? 'chosen' : count(chosen.length)}
        </button>
        <button
          type="button"
          disabled={chosen.length === 0 || running}
          onClick={() => setAsking(some('purge'))}
        >
          Purge {chosen.length === 0 ? 'chosen' : count(chosen.length)}…
        </button>
      </div>
      <div class="buttons" role="group" aria-label={`With ${what}`}>
        <button
          type="button"
          disabled={listed.length === 0 || running}
          onClick={() => setAsking(all('redrive'))}
        >
          Redrive {what}…
        </button>
        <button
          type="button"
          disabled={listed.length === 0 || running}
          onClick={() => setAsking(all('purge'))}
        >
          Purge {what}…
        </button>
      </div>
      <div class="result" aria-live="polite">
        <Told progress={progress} />
      </div>
      {asking && (
        <ConfirmDialog
          title={asking.verb === 'purge' ? `Purge ${asking.which}?` : `Redrive ${asking.which}?`}
          confirm={asking.verb === 'purge' ? 'Purge' : 'Redrive'}
          danger={asking.verb === 'purge'}
          onConfirm={() => void run(asking)}
          onCancel={() => setAsking(undefined)}
        >
          <p>
            {asking.verb === 'purge'
              ? 'They are deleted with their bytes, and no listener will get them. This cannot be undone.'
              : 'Each goes to the listener that gave it up; unusable ones are read again.'}
          </p>
        </ConfirmDialog>
      )}
    </div>
  );
}

const VERBS: Readonly<Record<Verb, { readonly now: string; readonly past: string }>> = {
  redrive: { now: 'Redriving', past: 'redriven' },
  purge: { now: 'Purging', past: 'purged' },
};

function Told({ progress }: { readonly progress: Progress }): JSX.Element | null {
  if (progress.step === 'idle') return null;
  const { now, past } = VERBS[progress.plan.verb];
  switch (progress.step) {
    case 'running':
      return (
        <p class="running">
          <progress aria-label={`${now} ${progress.plan.which}`} /> {now} {progress.plan.which}:{' '}
          {count(progress.done)} done
        </p>
      );
    case 'done':
      return <Notice tone="good" title={`${counted(progress.done, 'dead letter')} ${past}`} />;
    case 'failed':
      return <Notice tone="bad" title={`Not all could be ${past}: ${progress.error}`} />;
  }
}
