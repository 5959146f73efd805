import { FILTERED_CALLBACKS, type OpenImVersion } from 'nestjs-openim-callback/webhooks';
import type { Expectation } from '../expectation.js';
import type { FindingDetails, Problem } from '../finding.js';
import { findKey } from '../known-keys.js';
import type { Section } from '../section.js';
import { readInt, readList } from '../weak-values.js';
import type { WebhooksFile } from '../webhooks-file.js';
import { inSetting } from './report-at.js';

/** The settings attentionIds, deniedTypes and allowedTypes, which differ from version to version. */
export function checkFilters(file: WebhooksFile, { version }: Expectation): readonly Problem[] {
  return file.sections().flatMap((section) => {
    const known = findKey(section.name);
    if (known === undefined) return [];
    return [
      ...typesOf(section, known.key, 'deniedTypes', version),
      ...typesOf(section, known.key, 'allowedTypes', version),
      ...(section.enabled && known.phase === 'after' ? attentionOf(section, known.key, version) : []),
    ];
  });
}

function typesOf(section: Section, key: string, setting: string, version: OpenImVersion): readonly Problem[] {
  const entries = readList(section.get(setting));
  const remove = (): void => section.delete(setting);
  if (entries.length === 0) return [];
  if (setting === 'allowedTypes' && version === 'main')
    return section.enabled ? [inSetting(section, setting, ALLOWED_TYPES_GONE, remove)] : [];
  const readable = version === 'main' ? isNumber : isNumberOrRange;
  const bad = entries.filter((entry) => !readable(entry));
  const drop = (): void => section.set(setting, entries.filter(readable));
  // Over a bad entry main does not start, whether the section is enabled or not.
  if (bad.length > 0 && (section.enabled || version === 'main'))
    return [inSetting(section, setting, unreadable(bad, version), drop)];
  return section.enabled && !FILTERED_CALLBACKS.has(key)
    ? [inSetting(section, setting, ignored(setting), remove)]
    : [];
}

const isNumber = (entry: unknown): boolean => readInt(entry) !== undefined;

const isNumberOrRange = (entry: unknown): boolean => /^\d+(?:-\d+)?$/.test(String(entry));

const ALLOWED_TYPES_GONE: FindingDetails = {
  code: 'allowed-types',
  severity: 'warning',
  reason: 'open-im-server main has no allowedTypes any more: everything is sent',
  fix: 'remove it, and name what is not to be sent in deniedTypes',
};

function unreadable(bad: readonly unknown[], version: OpenImVersion): FindingDetails {
  const list = bad.map((entry) => JSON.stringify(entry)).join(', ');
  return version === 'main'
    ? {
        code: 'denied-types',
        severity: 'error',
        reason: `${list} is no number: open-im-server main takes no ranges and does not start`,
        fix: 'write each content type as a number of its own; main leaves notifications (1000 to 5000) out by itself',
      }
    : {
        code: 'denied-types',
        severity: 'warning',
        reason: `${list} is neither a number nor a range like 200-500, and is skipped without a word`,
        fix: 'write content types as 101 or as 200-500',
      };
}

const ignored = (setting: string): FindingDetails => ({
  code: 'filter-ignored',
  severity: 'warning',
  reason: `OpenIM looks at ${setting} for callbacks of messages only: here it does nothing`,
  fix: 'remove it, and filter in the listener',
});

function attentionOf(section: Section, key: string, version: OpenImVersion): readonly Problem[] {
  if (readList(section.get('attentionIds')).length === 0) return [];
  const said = attention(key, version);
  return said === undefined
    ? []
    : [inSetting(section, 'attentionIds', said, () => section.set('attentionIds', []))];
}

function attention(key: string, version: OpenImVersion): FindingDetails | undefined {
  if (key === 'afterSendSingleMsg') return undefined;
  if (key === 'afterSendGroupMsg') return version === 'main' ? NOTHING_SENT : SENDERS_ONLY;
  return {
    code: 'attention-ids',
    severity: 'warning',
    reason: 'attentionIds is not looked at here: the callback is sent for everybody',
    fix: 'remove it, and filter in the listener',
  };
}

const NOTHING_SENT: FindingDetails = {
  code: 'attention-ids',
  severity: 'error',
  reason:
    'open-im-server main compares attentionIds with recvID, which is empty for group messages, not with the group: nothing is ever sent',
  fix: 'write attentionIds: [], and filter by groupID in the listener',
};

const SENDERS_ONLY: FindingDetails = {
  code: 'attention-ids',
  severity: 'warning',
  reason:
    'v3.8.3 compares attentionIds with the sender here, never with the group: ids of groups match nothing',
  fix: 'write attentionIds: [], and filter by groupID in the listener',
};
