import { checkEnvironment } from './checks/check-environment.js';
import { checkFilters } from './checks/check-filters.js';
import { checkListenerFilters } from './checks/check-listener-filters.js';
import { checkListeners } from './checks/check-listeners.js';
import { checkNames } from './checks/check-names.js';
import { checkSettings } from './checks/check-settings.js';
import { checkTimeouts } from './checks/check-timeouts.js';
import { checkTypes } from './checks/check-types.js';
import { checkUrl } from './checks/check-url.js';
import type { Expectation } from './expectation.js';
import type { Finding, Problem } from './finding.js';
import type { WebhooksFile } from './webhooks-file.js';

/** Everything that is wrong with a webhooks.yml, in the order of its lines; what is missing in it comes last. */
export function inspect(file: WebhooksFile, expectation: Expectation): readonly Problem[] {
  const { syntaxErrors } = file;
  if (syntaxErrors.length > 0) {
    return syntaxErrors.map(({ reason, place }) => ({
      finding: {
        code: 'yaml-invalid',
        severity: 'error',
        place,
        setting: null,
        reason: `OpenIM does not start: ${reason}`,
        fix: 'repair the YAML',
      },
      repair: undefined,
    }));
  }
  const problems = [
    ...checkUrl(file.url).map((said) => ({
      finding: { ...said, place: file.placeOfUrl, setting: 'url' },
      repair: undefined,
    })),
    ...checkNested(file),
    ...checkEnvironment(file),
    ...checkNames(file, expectation),
    ...checkTypes(file),
    ...checkTimeouts(file, expectation),
    ...checkSettings(file),
    ...checkFilters(file, expectation),
    ...checkListenerFilters(file, expectation),
    ...checkListeners(file, expectation),
  ];
  return problems.toSorted(({ finding: one }, { finding: other }) => lineOf(one) - lineOf(other));
}

/** OpenIM reads nothing below `webhooks:`; the rest is told as if it stood where it belongs. */
function checkNested(file: WebhooksFile): readonly Problem[] {
  const place = file.placeOfNested;
  if (place === undefined) return [];
  return [
    {
      finding: {
        code: 'nested-section',
        severity: 'error',
        place,
        setting: 'webhooks',
        reason:
          'OpenIM reads nothing below webhooks: url and the callbacks belong to the top level of the file',
        fix: 'move all that is below it to the top level, and remove it',
      },
      repair: () => file.moveNestedUp(),
    },
  ];
}

const lineOf = ({ place }: Finding): number => place?.line ?? Number.POSITIVE_INFINITY;

/** What a repair has done, and what it could not do. */
export interface Repaired {
  readonly repaired: readonly Finding[];
  readonly left: readonly Finding[];
}

/** Rounds after which a file is as good as it gets: a section that was renamed may need more than one. */
const ROUNDS = 4;

/** Changes a webhooks.yml until nothing is wrong with it that can be repaired without a person. */
export function repair(file: WebhooksFile, expectation: Expectation): Repaired {
  const repaired: Finding[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    const problems = inspect(file, expectation).filter((problem) => problem.repair !== undefined);
    if (problems.length === 0) break;
    // What moves is looked at again where it is then.
    const moving = problems.filter(({ finding }) => finding.code === 'nested-section');
    for (const problem of moving.length > 0 ? moving : problems) {
      problem.repair?.();
      repaired.push(problem.finding);
    }
  }
  return { repaired, left: inspect(file, expectation).map(({ finding }) => finding) };
}
