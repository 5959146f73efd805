import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { openDeadLetters } from '../../libs/openim-callback/src/dead-letters.js';
import { exampleBody, OpenImSender } from '../../libs/openim-sender/src/index.js';
import type { RowsPlace } from '../processes/app/app-options.js';
import { BAD, openRows, type Rows } from '../processes/app/rows.js';
import { Workplace } from '../processes/driver/workplace.js';
import { until } from '../support/until.js';
import { PostgresServer } from './support/postgres-server.js';

const KILLS = 6;
const CONNECTIONS = 8;
/** More than kills: an event that runs alone at each of them is charged with all, and must not be given up for it. */
const MAX_ATTEMPTS = KILLS + 1;
/** What each connection sends to the last run, which nobody kills. */
const LAST = 20;

const COMMAND = 'afterSingleMsgRead';

/** Numbered receipts on several connections, each for a conversation of its own, and which were acknowledged. */
class Receipts {
  readonly acknowledged: number[] = [];
  readonly sent = new Map<number, string>();

  async send(url: string, each = Infinity): Promise<void> {
    await Promise.all(Array.from({ length: CONNECTIONS }, (_, at) => this.connection(url, `si_${at}`, each)));
  }

  /** Goes on until there is no answer. */
  private async connection(url: string, conversationID: string, each: number): Promise<void> {
    const sender = new OpenImSender({ url, timeoutSeconds: 5 });
    for (let count = 0; count < each; count++) {
      const number = this.sent.size + 1;
      this.sent.set(number, conversationID);
      const body = { ...exampleBody(COMMAND), conversationID, Seqs: [number] };
      const { replyText } = await sender.send(COMMAND, body);
      if (replyText === null) break;
      expect(replyText).toContain('"errCode":0');
      this.acknowledged.push(number);
    }
    await sender.close();
  }
}

describe.each(['PostgreSQL', 'SQLite'])('a listener that inserts batches into %s', (database) => {
  let workplace: Workplace;
  let server: PostgresServer | undefined;
  let place: RowsPlace;
  let rows: Rows;

  beforeAll(async () => {
    workplace = await Workplace.make();
    server = database === 'PostgreSQL' ? await PostgresServer.start() : undefined;
    place = server ? { postgres: server.url } : { sqlite: join(workplace.folder, 'rows.db') };
    rows = await openRows(place);
  }, 120_000);

  afterAll(async () => {
    await rows.close();
    await workplace.remove();
    await server?.stop();
  });

  const start = (name: string) =>
    workplace.start(name, { rows: place, lease: 1000, maxAttempts: MAX_ATTEMPTS, minDelay: 5 });
  const count = async (): Promise<number> => (await rows.all()).length;

  it(`has a row of each receipt that was acknowledged, in order, although it was killed ${KILLS} times`, async () => {
    const receipts = new Receipts();
    for (let kill = 1; kill <= KILLS; kill++) {
      const app = start(`run${kill}`);
      const url = await app.listening;
      const before = await count();
      const sending = receipts.send(url);
      // In the middle: some of what it gets is in the database, and batches are under way.
      await until(async () => (await count()) > before, 'rows of this run', 30_000);
      await sleep(Math.random() * 200);
      expect((await app.end('SIGKILL')).signal).toBe('SIGKILL');
      await sending;
    }
    const last = start('last');
    await receipts.send(await last.listening, LAST);
    await until(async () => (await last.state()).state.pending === 0, 'everything is delivered', 60_000);
    await last.end('SIGTERM');

    const inserted = await rows.all();
    const numbers = new Set(inserted.map(({ number }) => number));
    expect(receipts.acknowledged.length).toBeGreaterThan(KILLS * CONNECTIONS);
    expect(receipts.acknowledged.filter((number) => number !== BAD && !numbers.has(number))).toEqual([]);
    expect(numbers.size).toBe(inserted.length);
    expect(inserted.filter(({ number, conversation }) => receipts.sent.get(number) !== conversation)).toEqual(
      [],
    );
    for (const conversation of new Set(receipts.sent.values())) {
      const order = inserted.filter((row) => row.conversation === conversation).map(({ number }) => number);
      expect(order).toEqual(order.toSorted((one, other) => one - other));
    }
    // The one that the table does not take, and none of its batches.
    const { deadLetters, close } = await openDeadLetters({ file: workplace.file });
    const letters = await deadLetters.list().finally(close);
    const numbersOf = letters.map(({ raw }) => (JSON.parse(raw.toString()) as { Seqs: number[] }).Seqs);
    // It may have been under way when an app was killed: then nobody has promised to keep it.
    const isThere = receipts.acknowledged.includes(BAD) || numbersOf.length > 0;
    expect(numbersOf).toEqual(isThere ? [[BAD]] : []);
    for (const letter of letters)
      expect(letter).toMatchObject({ listener: 'RowsListener.store', attempts: MAX_ATTEMPTS });
  }, 180_000);
});
