import { StoreProblems } from './store-problems.js';

describe('StoreProblems', () => {
  const changes: (string | undefined)[] = [];
  let problems: StoreProblems;

  beforeEach(() => {
    changes.length = 0;
    problems = new StoreProblems((problem) => changes.push(problem));
  });

  it('tells the first notice, and that all who have noticed are well again', () => {
    problems.notice('appends', 'no answer');
    problems.notice('appends', 'still none');
    problems.notice('partition 3', 'none here either');
    expect(changes).toEqual(['no answer']);
    problems.resolved('appends');
    expect(problems.current).toBe('none here either');
    problems.resolved('partition 3');
    expect(changes).toEqual(['no answer', undefined]);
    expect(problems.current).toBeUndefined();
  });

  it.each(['connection', 'opening'] as const)('gives the reason that %s knows', (who) => {
    problems.notice(who, 'refused');
    problems.notice('appends', 'no answer');
    expect(problems.current).toBe('refused');
  });

  it('has nothing to tell while all is well', () => {
    problems.resolved('connection');
    expect(changes).toEqual([]);
  });
});
