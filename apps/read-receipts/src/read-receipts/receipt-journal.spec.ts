import { appendFile, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SingleMsgReadEvent, type CallbackContext } from 'nestjs-openim-callback';
import { ReadReceipts } from './read-receipts.js';
import { ReceiptJournal } from './receipt-journal.js';

describe('ReceiptJournal', () => {
  let folder: string;
  let path: string;

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'receipts-'));
    path = join(folder, 'deeper', 'receipts.jsonl');
  });

  afterEach(() => rm(folder, { recursive: true }));

  const receivedAt = new Date('2026-01-01T12:00:00Z');
  const event = (userID: string, seqs: number[]): SingleMsgReadEvent =>
    Object.assign(new SingleMsgReadEvent(), { conversationID: 'si_u1_u2', userID, seqs });

  const opened = async (): Promise<{ receipts: ReadReceipts; journal: ReceiptJournal }> => {
    const receipts = new ReadReceipts();
    const journal = new ReceiptJournal(receipts, path);
    await journal.onModuleInit();
    return { receipts, journal };
  };

  const keep = (journal: ReceiptJournal, userID: string, seqs: number[]): Promise<void> =>
    journal.keep(event(userID, seqs), { receivedAt } as CallbackContext);

  it('brings back what was kept, without having been closed', async () => {
    const { journal } = await opened();
    await keep(journal, 'u2', [3, 9]);
    await keep(journal, 'u1', []);
    await keep(journal, 'u2', [4]);
    const { receipts, journal: next } = await opened();
    expect(receipts.find('si_u1_u2').readers).toEqual([
      { userID: 'u2', seq: 9, readAt: receivedAt.toISOString() },
      { userID: 'u1', seq: 0, readAt: receivedAt.toISOString() },
    ]);
    await journal.onApplicationShutdown();
    await next.onApplicationShutdown();
  });

  it('reads past a line that a kill has torn', async () => {
    const { journal } = await opened();
    await keep(journal, 'u2', [3]);
    await appendFile(path, '{"conversationID":"si_u1_u2","userID":"u1","se');
    await journal.onApplicationShutdown();
    const { receipts, journal: next } = await opened();
    expect(receipts.find('si_u1_u2').readers).toMatchObject([{ userID: 'u2', seq: 3 }]);
    await keep(next, 'u1', [5]);
    await next.onApplicationShutdown();
    const { receipts: again, journal: last } = await opened();
    expect(again.find('si_u1_u2').readers).toHaveLength(2);
    await last.onApplicationShutdown();
  });

  it('does not grow with every restart', async () => {
    const { journal } = await opened();
    for (let seq = 1; seq <= 50; seq++) await keep(journal, 'u2', [seq]);
    await journal.onApplicationShutdown();
    const { journal: next } = await opened();
    await next.onApplicationShutdown();
    expect((await readFile(path, 'utf8')).trim().split('\n')).toHaveLength(1);
  });

  it('fails when the file cannot be read, instead of beginning with nothing', async () => {
    path = folder;
    await expect(opened()).rejects.toThrow(/EISDIR/);
  });
});
