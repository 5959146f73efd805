import { STOCK_TIMEOUT } from 'nestjs-openim-callback/webhooks';
import type { Problem } from '../finding.js';
import { findKey } from '../known-keys.js';
import type { Section } from '../section.js';
import { readBool, readInt } from '../weak-values.js';
import type { WebhooksFile } from '../webhooks-file.js';
import { inSection, inSetting } from './report-at.js';

const NO_START = 'OpenIM cannot decode it and does not start';

/** Values of known sections, enabled or not, over which OpenIM does not start. */
export const checkTypes = (file: WebhooksFile): readonly Problem[] =>
  file.sections().flatMap((section) => (findKey(section.name) === undefined ? [] : typesOf(section)));

function typesOf(section: Section): readonly Problem[] {
  if (!section.isMapping) {
    const fix = 'write enable: and timeout: below it, indented';
    const said = {
      code: 'wrong-type',
      severity: 'error',
      reason: `it has no settings; ${NO_START}`,
      fix,
    } as const;
    return [inSection(section, said, () => section.set('enable', false))];
  }
  const bools = ['enable', 'failedContinue'].filter((name) => readBool(section.get(name)) === undefined);
  const ints = readInt(section.get('timeout')) === undefined ? ['timeout'] : [];
  return [
    ...bools.map((name) => wrong(section, name, 'true or false', false)),
    ...ints.map((name) => wrong(section, name, 'whole seconds, such as 5', STOCK_TIMEOUT)),
  ];
}

const wrong = (section: Section, setting: string, what: string, instead: unknown): Problem =>
  inSetting(
    section,
    setting,
    {
      code: 'wrong-type',
      severity: 'error',
      reason: `${JSON.stringify(section.get(setting))} is not ${what}; ${NO_START}`,
      fix: `write ${what}`,
    },
    () => section.set(setting, instead),
  );
