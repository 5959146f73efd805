import { suggest } from '../../output/suggest.js';
import type { Expectation } from '../expectation.js';
import type { Problem } from '../finding.js';
import { allKeys, findKey, isKnownTo, todaysName, type KnownKey } from '../known-keys.js';
import type { Section } from '../section.js';
import type { WebhooksFile } from '../webhooks-file.js';
import { inSection } from './report-at.js';

/** Sections whose names OpenIM does not know, or knows and does nothing with. */
export function checkNames(file: WebhooksFile, expectation: Expectation): readonly Problem[] {
  return file.sections().flatMap((section) => {
    const known = findKey(section.name);
    if (known !== undefined) return section.enabled ? knownName(section, known, expectation) : [];
    if (section.name.toLowerCase() === 'callback') return [oldSection(section)];
    if ((!section.enabled && section.isMapping) || section.isShared) return [];
    return [unknownName(file, section, expectation)];
  });
}

function knownName(section: Section, known: KnownKey, { version }: Expectation): Problem[] {
  if (!isKnownTo(version, known)) return [notInVersion(section)];
  return known.fires ? [] : [dead(section, known)];
}

const oldSection = (section: Section): Problem =>
  inSection(
    section,
    {
      code: 'old-section',
      severity: 'error',
      reason:
        'the section callback: is that of config.yaml up to v3.6; since v3.7 OpenIM reads url and the callbacks at the top level, so nothing in it counts',
      fix: 'move what is in it to the top level, with the names of today (openim-callback list), and remove it',
    },
    () => section.remove(),
  );

function unknownName(file: WebhooksFile, section: Section, expectation: Expectation): Problem {
  const old = todaysName(section.name);
  const names = allKeys().map(({ key }) => key);
  const [meant] = old === undefined ? suggest(section.name, names) : [old];
  const repair = (): void => {
    // What the app does not want stays as it is, switched off: a newer OpenIM may know it.
    if (meant === undefined || !expectation.wanted?.callbacks.has(meant) || file.section(meant))
      section.set('enable', false);
    else section.rename(meant);
  };
  return inSection(
    section,
    {
      code: old === undefined ? 'unknown-key' : 'old-key',
      severity: 'error',
      reason:
        old === undefined
          ? `OpenIM knows no ${section.name} and enables nothing`
          : `${section.name} is the name up to v3.6; since v3.7 it enables nothing`,
      fix: meant === undefined ? 'remove it; the names are in: openim-callback list' : `call it ${meant}`,
    },
    // What it is that has no settings, only a person can say.
    section.isMapping ? repair : undefined,
  );
}

const notInVersion = (section: Section): Problem =>
  inSection(
    section,
    {
      code: 'not-in-version',
      severity: 'error',
      reason:
        'v3.8.3 does not have this callback; it is in open-im-server main only, so that it enables nothing',
      fix: 'remove it, or check with --openim main if that is what runs',
    },
    () => section.set('enable', false),
  );

const dead = (section: Section, { key }: KnownKey): Problem =>
  inSection(
    section,
    {
      code: 'dead-key',
      severity: 'warning',
      reason: `${key} does nothing: ${WHY_DEAD.get(key) ?? 'OpenIM never sends it'}`,
      fix: `set enable: false; ${key === 'afterUserKickOff' ? 'a kick shows up as afterUserOffline' : 'revoked messages are afterRevokeMsg, for groups too'}`,
    },
    () => section.set('enable', false),
  );

const WHY_DEAD: ReadonlyMap<string, string> = new Map([
  ['afterUserKickOff', 'OpenIM defines the callback and nothing calls it (v3.5.0 to main)'],
  ['afterGroupMsgRevoke', 'it belongs to no callback of any version'],
]);
