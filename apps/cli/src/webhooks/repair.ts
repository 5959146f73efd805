import type { Expectation } from './expectation.js';
import type { Finding } from './finding.js';
import { inspect } from './inspect.js';
import type { WebhooksFile } from './webhooks-file.js';

/** What a repair has done, and what it could not do. */
export interface Repaired {
  readonly repaired: readonly Finding[];
  readonly left: readonly Finding[];
}

/** Rounds after which a file is as good as it gets: a section that was renamed may need more than one. */
const ROUNDS = 3;

/** Changes a webhooks.yml until nothing is wrong with it that can be repaired without a person. */
export function repair(file: WebhooksFile, expectation: Expectation): Repaired {
  const repaired: Finding[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    const problems = inspect(file, expectation).filter((problem) => problem.repair !== undefined);
    if (problems.length === 0) break;
    for (const problem of problems) {
      problem.repair?.();
      repaired.push(problem.finding);
    }
  }
  return { repaired, left: inspect(file, expectation).map(({ finding }) => finding) };
}
