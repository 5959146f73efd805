import type { Problem } from '../finding.js';
import { findKey, type KnownKey } from '../known-keys.js';
import type { Section } from '../section.js';
import { readBool } from '../weak-values.js';
import type { WebhooksFile } from '../webhooks-file.js';
import { inSetting } from './report-at.js';

/** Settings of enabled callbacks that OpenIM does not read. */
export function checkSettings(file: WebhooksFile): readonly Problem[] {
  return file.sections().flatMap((section) => {
    const known = findKey(section.name);
    if (known === undefined || !section.enabled) return [];
    const read = new Set(settingsOf(known).map((name) => name.toLowerCase()));
    const unread = section.settings.filter((name) => !read.has(name.toLowerCase()));
    return [...failedContinue(section), ...unread.map((name) => unknown(section, name))];
  });
}

/** allowedTypes of main is a finding of its own; failedContinue is in the files of all versions. */
const settingsOf = ({ phase }: KnownKey): readonly string[] => [
  'enable',
  'timeout',
  'failedContinue',
  'deniedTypes',
  'allowedTypes',
  ...(phase === 'after' ? ['attentionIds'] : []),
];

const failedContinue = (section: Section): Problem[] =>
  readBool(section.get('failedContinue')) === true
    ? [
        inSetting(
          section,
          'failedContinue',
          {
            code: 'failed-continue',
            severity: 'warning',
            reason:
              'failedContinue is read by nothing since v3.7: when the app is slow or down, OpenIM refuses what users do',
            fix: "remove it; the option onFailure: 'allow' of the module or listener lets users go on when the app fails",
          },
          () => section.delete('failedContinue'),
        ),
      ]
    : [];

const unknown = (section: Section, name: string): Problem =>
  inSetting(
    section,
    name,
    {
      code: 'unknown-setting',
      severity: 'warning',
      reason: `OpenIM reads no setting ${name} of this callback`,
      fix: 'remove it',
    },
    () => section.delete(name),
  );
