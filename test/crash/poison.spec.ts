import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { openDeadLetters } from 'nestjs-openim-callback/dead-letters';
import { OpenImSender } from '../../libs/openim-sender/src/index.js';
import { readerWho } from '../processes/app/behaviour.js';
import type { AppProcess } from '../processes/driver/app-process.js';
import { numberedCallback } from '../processes/driver/numbered-callback.js';
import { Workplace } from '../processes/driver/workplace.js';
import { until } from '../support/until.js';

const MAX_ATTEMPTS = 3;
/** More starts than it may take. */
const MOST_STARTS = 10;

/** Numbers of the callbacks; each fourth, from the first, is one that one listener gets. */
const POISON = 1;
const BEHIND = 5;
const SLOW = 9;
const OTHERS = Array.from({ length: 20 }, (_, index) => 13 + 4 * index);

describe('a listener that ends its process', () => {
  let workplace: Workplace;

  beforeAll(async () => {
    workplace = await Workplace.make();
  }, 120_000);

  afterAll(() => workplace.remove());

  const start = (run: number) =>
    workplace.start(`run${run}`, { maxAttempts: MAX_ATTEMPTS, lease: 1000, concurrency: 4 });

  /** As OpenIM sends them: one after the other. The listener ends its process when all of them are in the file. */
  async function sendAll(url: string): Promise<void> {
    const allSent = join(workplace.folder, 'all-sent');
    const sender = new OpenImSender({ url, timeoutSeconds: 5 });
    const send = async (number: number, conversation: number, reader: string): Promise<void> => {
      const { command, body } = numberedCallback(number, conversation, reader);
      expect((await sender.send(command, body)).replyText).toContain('"actionCode":0');
    };
    // In the runs after the first it ends the process while the slow one is at work.
    await send(POISON, 0, readerWho({ slow: 1000, exitsAfter: allSent }));
    await send(BEHIND, 0, readerWho({}));
    await send(SLOW, 1, readerWho({ slow: 1500 }));
    for (const number of OTHERS) await send(number, number, readerWho({}));
    writeFileSync(allSent, '');
    await sender.close();
  }

  /** Whether an app has delivered everything, before it has ended. */
  async function deliversAll(app: AppProcess): Promise<boolean> {
    const gone = app.ended.then(() => 'gone' as const);
    const isDelivered = (): Promise<'done' | undefined> =>
      app.state().then(
        ({ state }) => (state.pending === 0 ? 'done' : undefined),
        () => undefined,
      );
    return (await until(() => Promise.race([gone, isDelivered()]), 'all is delivered', 60_000)) === 'done';
  }

  it('makes its event a dead letter after so many starts, and disturbs no other', async () => {
    const first = start(0);
    await sendAll(await first.listening);
    expect(await first.ended).toMatchObject({ code: 1 });
    let starts = 0;
    for (let isDone = false; !isDone && starts < MOST_STARTS;) {
      const app = start(++starts);
      await app.listening;
      isDone = await deliversAll(app);
      await app.end('SIGTERM');
    }
    // The first end is not counted: nothing was noted before it. The last start tells of the last end.
    expect(starts).toBe(MAX_ATTEMPTS + 1);
    const { deadLetters, close } = await openDeadLetters({ file: workplace.file });
    expect(await deadLetters.list()).toEqual([
      expect.objectContaining({
        attempts: MAX_ATTEMPTS,
        listener: 'NotingListeners.revoke',
        reason: expect.stringContaining(`the process ended during attempt ${MAX_ATTEMPTS}`),
      }),
    ]);
    await close();
    const entries = workplace.journals().flat();
    const ended = entries.filter(({ kind }) => kind === 'end').map(({ number }) => number);
    expect(new Set(ended)).toEqual(new Set([BEHIND, SLOW, ...OTHERS]));
    expect(entries.filter(({ number }) => number === POISON).map(({ attempt }) => attempt)).toEqual([
      1, 1, 2, 3,
    ]);
  }, 120_000);
});
