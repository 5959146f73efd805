import { knownTo, type PlannedCallback } from 'nestjs-openim-callback/webhooks';
import type { Expectation } from '../expectation.js';
import type { Problem } from '../finding.js';
import type { Section } from '../section.js';
import { readList } from '../weak-values.js';
import type { WebhooksFile } from '../webhooks-file.js';
import { inSetting } from './report-at.js';

/**
 * The lists that follow from the filters of the app's listeners, against those of the file. A repair lets OpenIM send
 * less, never more: what the file leaves out beyond that was written by somebody, and is only told.
 */
export function checkListenerFilters(
  file: WebhooksFile,
  { version, wanted }: Expectation,
): readonly Problem[] {
  if (wanted === undefined) return [];
  return knownTo(version, [...wanted.callbacks.values()]).flatMap((callback) => {
    const section = file.section(callback.key);
    // Lists cannot be given where there is no file.
    if (!section?.enabled || section.placeOf() === null) return [];
    return [...deniedOf(section, callback, version === 'main'), ...attentionOf(section, callback)];
  });
}

function deniedOf(
  section: Section,
  { key, deniedTypes: unwanted = [] }: Pick<PlannedCallback, 'key' | 'deniedTypes'>,
  isMain: boolean,
): readonly Problem[] {
  if (unwanted.length === 0) return [];
  const denied = readList(section.get('deniedTypes'));
  const allowed = isMain ? [] : readList(section.get('allowedTypes'));
  const isSent = (type: number): boolean =>
    !holds(denied, type) && (allowed.length === 0 || holds(allowed, type));
  const inVain = unwanted.filter(isSent);
  const beyond = denied.filter((entry) => !unwanted.includes(Number(entry)));
  const all = [...denied, ...inVain];
  return [
    ...(inVain.length === 0
      ? []
      : [
          inSetting(
            section,
            'deniedTypes',
            {
              code: 'filter-missing',
              severity: 'warning',
              reason: `no listener wants content types ${inVain.join(', ')}, by their filters: they are sent in vain`,
              fix: `write ${key}.deniedTypes: [${all.join(', ')}]`,
            },
            () => section.set('deniedTypes', all),
          ),
        ]),
    ...(beyond.length === 0
      ? []
      : [
          inSetting(section, 'deniedTypes', {
            code: 'filter-narrower',
            severity: 'note',
            reason: `content types ${beyond.join(', ')} are not sent, though listeners want them, by their filters`,
            fix: `if that is not meant, write ${key}.deniedTypes: [${unwanted.join(', ')}]`,
          }),
        ]),
  ];
}

function attentionOf(
  section: Section,
  { key, attentionIds: wanted = [] }: Pick<PlannedCallback, 'key' | 'attentionIds'>,
): readonly Problem[] {
  if (wanted.length === 0) return [];
  const listed = readList(section.get('attentionIds')).map(String);
  const kept = listed.filter((id) => wanted.includes(id));
  const missing = wanted.filter((id) => !listed.includes(id));
  // An empty list is everybody.
  const narrowed = listed.length === 0 ? wanted : kept;
  const isInVain = listed.length === 0 || (kept.length > 0 && kept.length < listed.length);
  return [
    ...(isInVain
      ? [
          inSetting(
            section,
            'attentionIds',
            {
              code: 'filter-missing',
              severity: 'warning',
              reason: 'no listener wants what other receivers get, by their filters: it is sent in vain',
              fix: `write ${key}.attentionIds: ${JSON.stringify(narrowed)}`,
            },
            () => section.set('attentionIds', narrowed),
          ),
        ]
      : []),
    ...(listed.length > 0 && missing.length > 0
      ? [
          inSetting(section, 'attentionIds', {
            code: 'filter-narrower',
            severity: 'note',
            reason: `what ${missing.join(', ')} get is not sent, though listeners want it, by their filters`,
            fix: `if that is not meant, write ${key}.attentionIds: ${JSON.stringify(wanted)}`,
          }),
        ]
      : []),
  ];
}

/** Whether a list of types has one, as a number or in a range. */
const holds = (entries: readonly unknown[], type: number): boolean =>
  entries.some((entry) => {
    const [first = '', last = first] = String(entry).split('-');
    return Number(first) <= type && type <= Number(last);
  });
