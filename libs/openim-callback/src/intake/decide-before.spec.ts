import { refuse } from '../replies/reply.js';
import { outcomeOf } from './decide-before.js';

describe('what comes of a before callback', () => {
  it.each([
    [{ kind: 'allow', changes: {} }, 'allowed'],
    [{ kind: 'allow', changes: { content: '{}' } }, 'modified'],
    [{ kind: 'refuse', refusal: refuse(20001, 'no') }, 'refused'],
    [{ kind: 'failed' }, 'undecided'],
  ] as const)('with the decision %j is %s', (decision, outcome) => {
    expect(outcomeOf(decision)).toBe(outcome);
  });
});
