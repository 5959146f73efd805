import { LONGEST_TIMEOUT, STOCK_TIMEOUT } from 'nestjs-openim-callback/webhooks';
import { effectiveTimeout } from 'openim-sender';
import type { Expectation } from '../expectation.js';
import type { FindingDetails, Problem } from '../finding.js';
import { findKey } from '../known-keys.js';
import type { Section } from '../section.js';
import { readInt } from '../weak-values.js';
import type { WebhooksFile } from '../webhooks-file.js';
import { inSetting } from './report-at.js';

/** Timeouts of enabled callbacks that are not what they seem. */
export function checkTimeouts(file: WebhooksFile, { wanted }: Expectation): readonly Problem[] {
  return file.sections().flatMap((section) => {
    const known = findKey(section.name);
    const timeout = readInt(section.get('timeout'));
    if (known === undefined || !section.enabled || timeout === undefined) return [];
    const listener = wanted?.callbacks.get(known.key);
    const deadline = known.phase === 'before' && listener !== undefined ? wanted?.deadline : undefined;
    const repair = (): void => section.set('timeout', listener?.timeout ?? STOCK_TIMEOUT);
    return saidOf(section, timeout, deadline).map((said) => inSetting(section, 'timeout', said, repair));
  });
}

function saidOf(section: Section, timeout: number, deadline: number | undefined): FindingDetails[] {
  const seconds = effectiveTimeout(timeout);
  const under =
    deadline !== undefined && seconds * 1000 <= deadline ? [underDeadline(seconds, deadline)] : [];
  if (timeout > LONGEST_TIMEOUT) return [tooLong(timeout), ...under];
  return timeout > 0 ? under : [none(section.get('timeout') === undefined), ...under];
}

const tooLong = (timeout: number): FindingDetails => ({
  code: 'timeout-too-long',
  severity: 'warning',
  reason: `OpenIM gives up after ${LONGEST_TIMEOUT} s, not after ${timeout}: its HTTP client has a limit of its own`,
  fix: `write at most ${LONGEST_TIMEOUT}`,
});

const none = (missing: boolean): FindingDetails => ({
  code: 'timeout-none',
  severity: 'warning',
  reason: `${missing ? 'without a timeout' : 'with this timeout'} OpenIM waits ${LONGEST_TIMEOUT} s, and so does the user`,
  fix: `write timeout: ${STOCK_TIMEOUT}`,
});

const underDeadline = (seconds: number, deadline: number): FindingDetails => ({
  code: 'timeout-under-deadline',
  severity: 'error',
  reason: `OpenIM gives up after ${seconds} s, while the listeners may take ${deadline} ms: it refuses with an error of its own before the app has answered`,
  fix:
    deadline >= LONGEST_TIMEOUT * 1000
      ? "lower the module's option deadline: OpenIM never waits longer than 15 s"
      : `write a timeout above ${deadline} ms, or lower the module's option deadline`,
});
