import { OnSingleMsgRead } from 'nestjs-openim-callback';
import type { BatchContext, SingleMsgReadEvent } from 'nestjs-openim-callback';
import { exampleBody, OpenImSender } from 'openim-sender';
import { Mailbox } from './support/mailbox.js';
import { combinations, startApp } from './support/running-app.js';

const SIZE = 5;

/** What a listener was given at once. */
interface Batch {
  readonly readers: readonly string[];
  readonly operations: readonly string[];
}

describe.each(combinations)('batches on $platform with the $mount mount', (combination) => {
  it('reach a listener in order, each event with its context', async () => {
    const heard = new Mailbox<Batch>();
    class Rows {
      @OnSingleMsgRead({ batch: { size: SIZE, within: 60_000 }, where: ({ seqs }) => seqs.length > 0 })
      store(events: SingleMsgReadEvent[], { contexts }: BatchContext): void {
        const readers = events.map(({ userID }) => userID);
        heard.put({ readers, operations: contexts.map(({ operationID }) => operationID) });
      }
    }
    const running = await startApp({ ...combination, providers: [Rows] });
    const sender = new OpenImSender({ url: running.url });
    const send = async (number: number, fields: object = {}): Promise<void> => {
      const body = { ...exampleBody('afterSingleMsgRead'), userID: `u${number}`, ...fields };
      const { replyText } = await sender.send('afterSingleMsgRead', body, { operationID: `op ${number}` });
      expect(replyText).toContain('"errCode":0');
    };
    await send(0, { Seqs: [] });
    for (let number = 1; number <= 2 * SIZE; number++) await send(number);
    await heard.count(2);
    expect(heard.all.map(({ readers }) => readers)).toEqual([
      ['u1', 'u2', 'u3', 'u4', 'u5'],
      ['u6', 'u7', 'u8', 'u9', 'u10'],
    ]);
    expect(heard.all[0]?.operations).toEqual(['op 1', 'op 2', 'op 3', 'op 4', 'op 5']);
    await sender.close();
    await running.close();
  });
});
