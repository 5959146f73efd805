import { knownTo, type PlannedCallback } from 'nestjs-openim-callback/webhooks';
import type { Expectation, Wanted } from '../expectation.js';
import type { FindingDetails, Problem } from '../finding.js';
import { findKey, isKnownTo, type KnownKey } from '../known-keys.js';
import type { Section } from '../section.js';
import type { WebhooksFile } from '../webhooks-file.js';
import { inSection } from './report-at.js';

/** What is enabled and not listened to, and the other way round. */
export function checkListeners(file: WebhooksFile, expectation: Expectation): readonly Problem[] {
  const { wanted, version } = expectation;
  if (wanted === undefined) return [];
  return [
    ...file.sections().flatMap((section) => notListened(section, wanted, expectation)),
    ...knownTo(version, [...wanted.callbacks.values()]).flatMap((callback) => notEnabled(file, callback)),
    ...[...wanted.callbacks.values()]
      .filter((callback) => !isKnownTo(version, callback) || !callback.fires)
      .map((callback) => neverComes(file, callback)),
  ];
}

function notListened(section: Section, wanted: Wanted, { version }: Expectation): Problem[] {
  const known = findKey(section.name);
  // What OpenIM does not send is told elsewhere.
  if (!known?.fires || !isKnownTo(version, known) || !section.enabled) return [];
  if (wanted.callbacks.has(known.key) || wanted.observesAll) return [];
  return [inSection(section, nobody(known), () => section.set('enable', false))];
}

const nobody = ({ key, phase }: KnownKey): FindingDetails =>
  phase === 'before'
    ? {
        code: 'before-without-listener',
        severity: 'error',
        reason:
          'nobody in the app listens to it: users wait for a round trip that decides nothing, and are refused when the app is down',
        fix: `set enable: false, or give a method ${decoratorOf(key)}`,
      }
    : {
        code: 'not-listened',
        severity: 'warning',
        reason:
          "nobody in the app listens to it, and its requests take places in OpenIM's queue from those that matter",
        fix: `set enable: false, or give a method ${decoratorOf(key)}`,
      };

function notEnabled(file: WebhooksFile, callback: PlannedCallback): Problem[] {
  const { key, timeout, deniedTypes, attentionIds } = callback;
  const section = file.section(key);
  if (section?.enabled) return [];
  const said: FindingDetails = {
    code: 'not-enabled',
    severity: 'error',
    reason: `${listenersOf(callback)} never called: ${key} is ${section ? 'not enabled' : 'not in the file'}`,
    fix: `set ${file.assignment(key, 'enable', true)} and ${file.assignment(key, 'timeout', timeout)}`,
  };
  if (section !== undefined) {
    const enable = (): void => {
      section.set('enable', true);
      if (section.get('timeout') === undefined) section.set('timeout', timeout);
    };
    return [inSection(section, said, enable)];
  }
  const lists = { ...(deniedTypes && { deniedTypes }), ...(attentionIds && { attentionIds }) };
  const add = (): void => {
    // An old name that was to be this one has been renamed meanwhile: a second section of the name is no YAML.
    if (file.section(key) === undefined) file.add(key, { enable: true, timeout, ...lists });
  };
  return [{ finding: { ...said, place: null, setting: key }, repair: add }];
}

/** A listener that waits in vain, which no webhooks.yml can change. */
function neverComes(file: WebhooksFile, callback: PlannedCallback): Problem {
  const { key, fires } = callback;
  const said: FindingDetails = {
    code: 'listener-in-vain',
    severity: 'warning',
    reason: `${listenersOf(callback)} never called: ${fires ? `v3.8.3 has no ${key}, only open-im-server main` : `no OpenIM sends ${key}`}`,
    fix: fires
      ? 'remove the listener, or check with --openim main if that is what runs'
      : 'remove the listener',
  };
  const section = file.section(key);
  return section === undefined
    ? { finding: { ...said, place: null, setting: key }, repair: undefined }
    : inSection(section, said);
}

const listenersOf = ({ listeners }: PlannedCallback): string =>
  listeners.length === 0
    ? 'the listener is'
    : `${listeners.join(', ')} ${listeners.length === 1 ? 'is' : 'are'}`;

/** The decorator of a key: `after` becomes `On`, `before` becomes `Before`. */
const decoratorOf = (key: string): string => `@${key.replace(/^after/, 'On').replace(/^before/, 'Before')}()`;
