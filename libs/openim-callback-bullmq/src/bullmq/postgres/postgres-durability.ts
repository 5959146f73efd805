import type { Durability } from '../../store/queue-store.js';

/**
 * Judges by PostgreSQL's settings whether an event it has acknowledged can be lost.
 *
 * @param settings the values by name; `version` is the server's
 */
export function judgePostgres(settings: Readonly<Record<string, string>>): Durability {
  const { version, fsync, synchronous_commit: commit, full_page_writes: pages } = settings;
  return {
    settings: `PostgreSQL ${version ?? ''}: fsync ${fsync ?? 'unknown'}, synchronous_commit ${commit ?? 'unknown'}, full_page_writes ${pages ?? 'unknown'}`,
    risks: [
      ...(fsync === 'on' ? [] : ['without fsync a power cut loses or damages what is stored: set fsync on']),
      ...(commit === undefined || commit === 'off'
        ? ['without synchronous_commit a crash loses the last events: set synchronous_commit on']
        : []),
      ...(pages === 'on'
        ? []
        : ['without full_page_writes a power cut can damage tables: set full_page_writes on']),
    ],
  };
}
