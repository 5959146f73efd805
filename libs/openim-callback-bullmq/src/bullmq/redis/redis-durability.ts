import type { Durability } from '../../store/queue-store.js';

/** What INFO says, by name. */
export const parseInfo = (info: string): ReadonlyMap<string, string> =>
  new Map(
    info.split(/\r?\n/).flatMap((line): [string, string][] => {
      const colon = line.indexOf(':');
      return colon < 0 ? [] : [[line.slice(0, colon), line.slice(colon + 1)]];
    }),
  );

/**
 * Judges by Redis' own words whether an event it has acknowledged can be lost.
 *
 * @param info what INFO says
 * @param config what CONFIG GET says; undefined when that is forbidden, as providers do
 */
export function judgeRedis(info: string, config: ReadonlyMap<string, string> | undefined): Durability {
  const told = parseInfo(info);
  const policy = config?.get('maxmemory-policy') ?? told.get('maxmemory_policy') ?? 'unknown';
  const appendonly = config?.get('appendonly') ?? (told.get('aof_enabled') === '1' ? 'yes' : 'no');
  const appendfsync = config?.get('appendfsync') ?? 'unknown';
  return {
    settings: `Redis ${told.get('redis_version') ?? ''}: appendonly ${appendonly}, appendfsync ${appendfsync}, maxmemory-policy ${policy}`,
    risks: [
      ...appendRisks(appendonly, appendfsync),
      ...(config?.get('no-appendfsync-on-rewrite') === 'yes' ? [REWRITE_RISK] : []),
      ...(policy === 'noeviction'
        ? []
        : [`with maxmemory-policy ${policy} events may be evicted when memory is short: set noeviction`]),
    ],
  };
}

const REWRITE_RISK =
  'with no-appendfsync-on-rewrite yes a power cut loses what is written during a rewrite of the append-only file: set no-appendfsync-on-rewrite no';

function appendRisks(appendonly: string, appendfsync: string): string[] {
  if (appendonly !== 'yes')
    return ['without appendonly a restart loses everything since the last snapshot: set appendonly yes'];
  if (appendfsync === 'always') return [];
  const lost = appendfsync === 'everysec' ? 'the last second or two' : 'what the system has not written yet';
  return [`with appendfsync ${appendfsync} a power cut loses ${lost}: set appendfsync always`];
}
