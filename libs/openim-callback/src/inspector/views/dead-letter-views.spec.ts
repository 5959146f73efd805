import type { DeadLetter, DeadLetterFilter, DeadLetters } from '../../delivery/dead-letters.js';
import type { DeadLetterProgress } from '../api.js';
import { inPages, letterLine, letterView } from './dead-letter-views.js';
import { BodyView } from './shown-body.js';

const letterOf = (id: string, more: Partial<DeadLetter> = {}): DeadLetter => ({
  id,
  kind: 'undelivered',
  command: 'callbackAfterSingleMsgReadCommand',
  listener: 'Listeners.onRead',
  reason: 'Error: no',
  attempts: 3,
  eventID: `event ${id}`,
  diedAt: 1000,
  headers: {},
  operationID: 'op-1',
  query: '',
  receivedAt: 900,
  raw: Buffer.from('{"callbackCommand":"c","content":"secret"}'),
  ...more,
});

describe('a dead letter', () => {
  const headers = { 'x-own': 'seen' };
  const letter = letterOf('1', { trace: '00-trace', headers });
  const told = { ...letter, raw: undefined };

  it('in a list tells everything but its body', () => {
    expect(letterLine(letter)).toEqual(told);
    expect(JSON.stringify(letterLine(letter))).not.toContain('secret');
  });

  it('on its own shows its body as it came', () => {
    expect(letterView(letter, new BodyView(undefined))).toEqual({ ...told, raw: letter.raw.toString() });
    const unreadable = letterOf('2', { raw: Buffer.from([0x7b, 0xff]) });
    expect(letterView(unreadable, new BodyView(undefined)).raw).toBe('{\\xff');
  });

  it.each<[string, BodyView, string | undefined]>([
    ['nothing', new BodyView(true), undefined],
    ['a part', new BodyView(({ content: _content, ...body }) => body), '{"callbackCommand":"c"}'],
  ])('shows %s of a body that is hidden so', (_what, bodies, raw) => {
    expect(letterView(letter, bodies)).toEqual({ ...told, raw });
  });
});

/** Letters in memory, of which some stay whatever is done. */
class Letters implements DeadLetters {
  /** The ids of each time something was done. */
  readonly done: (readonly string[])[] = [];

  constructor(
    public kept: readonly DeadLetter[],
    private readonly stays: (letter: DeadLetter) => boolean | undefined = () => false,
    private readonly afterwards: (letters: Letters) => void = () => undefined,
  ) {}

  list({ since = -Infinity, until = Infinity, ids, kind }: DeadLetterFilter = {}, limit = 100) {
    const found = this.kept
      .filter(({ id }) => ids?.includes(id) ?? true)
      .filter((each) => kind === undefined || each.kind === kind)
      .filter(({ diedAt }) => diedAt >= since && diedAt < until)
      .toSorted((one, other) => one.diedAt - other.diedAt);
    return Promise.resolve(found.slice(0, limit));
  }

  redrive(filter: DeadLetterFilter = {}): Promise<number> {
    return this.remove(filter);
  }

  purge(filter: DeadLetterFilter = {}): Promise<number> {
    return this.remove(filter);
  }

  private async remove(filter: DeadLetterFilter): Promise<number> {
    const found = await this.list(filter, Infinity);
    const gone = found.filter((each) => !this.stays(each));
    this.done.push(found.map(({ id }) => id));
    this.kept = this.kept.filter((each) => !gone.includes(each));
    this.afterwards(this);
    return gone.length;
  }
}

const numbered = (count: number, more: (index: number) => Partial<DeadLetter> = () => ({})): DeadLetter[] =>
  Array.from({ length: count }, (_, index) => letterOf(String(index), more(index)));

async function everything(lines: AsyncIterable<DeadLetterProgress>): Promise<DeadLetterProgress[]> {
  const told = [];
  for await (const line of lines) told.push(line);
  return told;
}

const never = (): undefined => undefined;

describe.each(['redrive', 'purge'] as const)('%s in pages', (action) => {
  const run = (letters: Letters, filter: DeadLetterFilter = {}, isOver: () => string | undefined = never) =>
    everything(inPages(letters, action, filter, isOver));

  it('reaches all, and tells how many so far', async () => {
    const letters = new Letters(numbered(450, (index) => ({ diedAt: index })));
    expect(await run(letters)).toEqual([
      { done: 200 },
      { done: 400 },
      { done: 450 },
      { done: 450, finished: true },
    ]);
    expect(letters.kept).toEqual([]);
  });

  it('reaches those that match, and no others', async () => {
    const letters = new Letters([letterOf('1'), letterOf('2', { kind: 'unusable' })]);
    expect((await run(letters, { kind: 'unusable' })).at(-1)).toEqual({ done: 1, finished: true });
    expect(letters.kept.map(({ id }) => id)).toEqual(['1']);
  });

  it.each<[string, (index: number) => number]>([
    ['one after the other', (index) => index],
    ['at the same moment', () => 1000],
  ])('tries each that stays once, also more than a page of them that died %s', async (_when, diedAt) => {
    const letters = new Letters(
      numbered(900, (index) => ({ diedAt: diedAt(index) })),
      ({ id }) => Number(id) % 3 < 2,
    );
    expect((await run(letters)).at(-1)).toEqual({ done: 300, finished: true });
    expect(letters.kept).toHaveLength(600);
    expect(
      letters.done
        .flat()
        .map(Number)
        .toSorted((one, other) => one - other),
    ).toEqual(numbered(900).map(({ id }) => Number(id)));
  });

  it('leaves what is given up meanwhile, so that it ends', async () => {
    let born = 0;
    const letters = new Letters([letterOf('1')], never, (all) => {
      all.kept = [...all.kept, letterOf(`again ${born++}`, { diedAt: Date.now() + 1000 })];
    });
    expect(await run(letters)).toEqual([{ done: 1 }, { done: 1, finished: true }]);
    expect(letters.kept.map(({ id }) => id)).toEqual(['again 0']);
  });

  it('ends where the filter does', async () => {
    const letters = new Letters(numbered(4, (index) => ({ diedAt: index })));
    expect((await run(letters, { since: 1, until: 3 })).at(-1)).toEqual({ done: 2, finished: true });
    expect(letters.kept.map(({ id }) => id)).toEqual(['0', '3']);
  });

  it('stops between two pages when nobody waits for it, and says so', async () => {
    const letters = new Letters(numbered(300, (index) => ({ diedAt: index })));
    const isOver = (): string | undefined => (letters.done.length === 1 ? 'nobody waits' : undefined);
    expect(await run(letters, {}, isOver)).toEqual([{ done: 200 }, { done: 200, error: 'nobody waits' }]);
    expect(letters.kept).toHaveLength(100);
  });

  it('tells what the storage says, and how many were done before', async () => {
    const letters = new Letters(
      numbered(300, (index) => ({ diedAt: index })),
      never,
      (all) => {
        if (all.done.length === 2) throw new Error('the disk is full');
      },
    );
    expect(await run(letters)).toEqual([{ done: 200 }, { done: 200, error: 'the disk is full' }]);
  });
});
