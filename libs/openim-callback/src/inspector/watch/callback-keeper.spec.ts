import { CallbackKeeper } from './callback-keeper.js';
import type { KeptFacts } from './kept-callback.js';

const facts = (id: string): KeptFacts => ({
  id,
  instance: 'default',
  at: 0,
  command: 'c',
  operationID: '',
  query: '',
  raw: undefined,
  trace: undefined,
  recipients: [],
  headers: undefined,
  remoteAddress: undefined,
  outcome: 'accepted',
  failure: undefined,
  took: 0,
  answer: Buffer.alloc(0),
  attempts: [],
  test: false,
});

describe('a batch of what has come', () => {
  it('has each callback once, and none twice', () => {
    const keeper = new CallbackKeeper({ count: 1000, bytes: 1 << 20, perSecond: 1000 });
    keeper.watched = true;
    const ids = Array.from({ length: 40 }, (_, number) => `c${number}`);
    for (const id of ids) if (keeper.chooses(false, 0)) keeper.keep(false, facts(id));
    const { callbacks } = keeper.takeBatch(50);
    expect(callbacks.map(({ facts: { id } }) => id).sort()).toEqual([...ids].sort());
  });

  it('has no more than are asked for, at random', () => {
    const choices = Array.from({ length: 20 }, () => {
      const keeper = new CallbackKeeper({ count: 1000, bytes: 1 << 20, perSecond: 1000 });
      keeper.watched = true;
      for (let id = 0; id < 40; id++) if (keeper.chooses(false, 0)) keeper.keep(false, facts(`c${id}`));
      return keeper.takeBatch(5).callbacks.map(({ facts: { id } }) => id);
    });
    for (const choice of choices) expect(new Set(choice).size).toBe(5);
    expect(new Set(choices.flat()).size).toBeGreaterThan(10);
  });
});
