import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setImmediate as turn } from 'node:timers/promises';
import { sqliteInbox, type Inbox } from 'nestjs-openim-callback';
import { until } from '../support/until.js';
import { CountingTarget } from './counting-target.js';
import { fill } from './fill.js';

const EVENTS = 20_000;
const TIME = 120_000;

describe(`a backlog of ${EVENTS} events`, () => {
  let folder: string;
  let file: string;
  let inbox: Inbox;

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'openim-backlog-'));
    file = join(folder, 'inbox.db');
  });

  afterEach(async () => {
    await inbox.close();
    await rm(folder, { recursive: true, force: true });
  });

  const pending = async (): Promise<number> => (await inbox.state()).pending;

  it.each([
    ['many conversations', 5000],
    ['few conversations, each with more than may be in memory', 7],
    ['one conversation', 1],
  ])(
    'of %s is delivered completely, in order, with no more in memory than the look-ahead allows',
    async (_name, conversations) => {
      await fill(file, EVENTS, conversations);
      // Some take longer than those behind them.
      const target = new CountingTarget((number) => (number % 11 === 0 ? turn() : undefined));
      inbox = sqliteInbox({ file, lookAhead: 1000 });
      await inbox.start(target);
      await until(async () => (await pending()) === 0, 'all is delivered', TIME);
      expect(target).toMatchObject({ delivered: EVENTS, disordered: 0, problems: [] });
      expect(target.mostInMemory).toBeLessThanOrEqual(1000);
      expect(target.mostInMemory).toBeGreaterThan(0);
    },
    TIME,
  );

  it(
    'stays in the file as long as listeners take nothing, but for the look-ahead',
    async () => {
      await fill(file, EVENTS, 5000);
      const gate = { open: (): void => undefined };
      const opened = new Promise<void>((resolve) => (gate.open = resolve));
      const target = new CountingTarget(() => opened);
      inbox = sqliteInbox({ file, lookAhead: 1500 });
      await inbox.start(target);
      await until(() => target.mostInMemory === 1500, 'the look-ahead is full', 60_000);
      // What is read after that would be read by then.
      for (let question = 0; question < 20; question++) expect(await pending()).toBe(EVENTS);
      expect(target).toMatchObject({ mostInMemory: 1500, delivered: 0 });
      gate.open();
      await until(async () => (await pending()) === 0, 'all is delivered', TIME);
      expect(target).toMatchObject({ mostInMemory: 1500, delivered: EVENTS, disordered: 0 });
    },
    TIME,
  );
});
