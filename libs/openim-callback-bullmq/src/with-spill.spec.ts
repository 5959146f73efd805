import type { InboxState } from 'nestjs-openim-callback/inbox';
import { withSpill } from './with-spill.js';

const engine: InboxState = {
  healthy: true,
  problem: undefined,
  pending: 3,
  oldestAge: 20,
  held: 0,
  deadLetters: 5,
};
const spill: InboxState = {
  healthy: false,
  problem: 'no space',
  pending: 4,
  oldestAge: 30,
  held: 2,
  deadLetters: 1,
};

describe('withSpill', () => {
  it('is the state of the engine when there is none', () => {
    expect(withSpill(engine, undefined)).toBe(engine);
  });

  it('counts what is in either, and is healthy when both are', () => {
    const both = { healthy: false, pending: 7, oldestAge: 30, held: 2, deadLetters: 6 };
    expect(withSpill(engine, spill)).toEqual({ ...both, problem: 'no space' });
    expect(withSpill({ ...engine, healthy: false, problem: 'away' }, spill)).toEqual({
      ...both,
      problem: 'away; no space',
    });
    expect(withSpill(engine, { ...spill, healthy: true, problem: undefined })).toMatchObject({
      healthy: true,
      problem: undefined,
    });
  });
});
