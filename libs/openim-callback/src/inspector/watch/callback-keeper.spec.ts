import { contextWith } from '../../../../../test/support/context.js';
import { CallbackKeeper, WINDOW } from './callback-keeper.js';
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

describe('what is kept when many come', () => {
  const window = (keeper: CallbackKeeper, at: number, count: number): string[] =>
    Array.from({ length: count }, (_, number) => `${at}-${number}`).filter((id) => {
      const isChosen = keeper.chooses(false, at);
      if (isChosen) keeper.keep(false, facts(id));
      return isChosen;
    });
  const keptOf = (keeper: CallbackKeeper, at: number): number =>
    keeper.all().filter(({ facts: { id } }) => id.startsWith(`${at}-`)).length;

  it('is as many of each window as there are places, and few are kept that go again', () => {
    const keeper = new CallbackKeeper({ count: 1000, bytes: 1 << 20, perSecond: 200 });
    const first = window(keeper, 1000, 10_000);
    const second = window(keeper, 1000 + WINDOW, 10_000);
    expect([keptOf(keeper, 1000), keptOf(keeper, 1000 + WINDOW)]).toEqual([50, 50]);
    expect(second.length).toBeLessThan(first.length / 2);
  });

  it('is everything again after a pause', () => {
    const keeper = new CallbackKeeper({ count: 1000, bytes: 1 << 20, perSecond: 200 });
    window(keeper, 1000, 10_000);
    expect(window(keeper, 10_000, 40)).toHaveLength(40);
  });
});

describe('the listeners of a callback', () => {
  const keeper = new CallbackKeeper({ count: 1000, bytes: 1 << 20, perSecond: 1000 });
  const raw = Buffer.from('{}');
  const keep = (id: string): void => {
    if (keeper.chooses(false, 0)) keeper.keep(false, { ...facts(id), attempts: [], raw });
  };

  it('are followed while it is kept, also when its body was read back from storage', () => {
    keep('kept');
    const readBack = Buffer.from(raw);
    keeper.begin(contextWith({ eventID: 'kept', raw }), 'one', true);
    expect(keeper.begin(contextWith({ eventID: 'kept', raw: readBack }), 'two', true)).toBeUndefined();
    keeper.recognise('kept', readBack);
    keeper.begin(contextWith({ eventID: 'kept', raw: readBack }), 'two', true);
    expect(keeper.find('kept')?.facts.attempts.map(({ listener }) => listener)).toEqual(['one', 'two']);
  });

  it('are not when it is not', () => {
    expect(keeper.begin(contextWith({ raw: Buffer.from('{}') }), 'one', true)).toBeUndefined();
  });
});
