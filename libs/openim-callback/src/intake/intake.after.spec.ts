import { ALLOWED, notAccepted, readBody } from '../../../../test/support/bodies.js';
import { intakeWith, said, startedInbox } from '../../../../test/support/intake-fixture.js';
import { targetThat } from '../../../../test/support/delivery-target.js';
import { gate, until } from '../../../../test/support/until.js';
import { Command, type CommandKey } from '../contract/commands.js';
import type { AcceptedEvent } from '../delivery/accepted-event.js';
import { InboxFullError, type Appended, type Inbox } from '../delivery/inbox.js';
import { MemoryInbox } from '../delivery/inboxes/memory/memory-inbox.js';
import { RecordContext } from '../listeners/callback-context.js';
import type { ReceivedCallback } from './intake-parts.js';

const onRead = { on: Command.afterSingleMsgRead, call: () => undefined };

/** An inbox that stores as a test says. */
const inboxThat = (append: Inbox['append']): Inbox => Object.assign(new MemoryInbox(), { append });

describe('an after callback', () => {
  it('is put into the inbox with everything there is to it, and acknowledged', async () => {
    const stored: AcceptedEvent[] = [];
    const { post } = intakeWith({
      listeners: [onRead],
      inbox: inboxThat((event) => {
        stored.push(event);
        return 'stored';
      }),
    });
    const raw = Buffer.from(JSON.stringify(readBody));
    const answer = await post(raw, { target: `/${readBody.callbackCommand}?key=abc` });
    expect(answer.status).toBe(200);
    expect(said(answer)).toEqual(ALLOWED);
    expect(stored).toMatchObject([
      {
        command: Command.afterSingleMsgRead,
        operationID: 'op-1',
        orderingKey: 'si_u1_u2',
        query: 'key=abc',
        body: readBody,
        event: { callbackCommand: Command.afterSingleMsgRead, userID: 'u1', seqs: [1, 2] },
      },
    ]);
    expect(stored[0]?.raw).toBe(raw);
  });

  it('is not acknowledged before the inbox has it', async () => {
    const disk = gate<Appended>();
    const { post, received } = intakeWith({ listeners: [onRead], inbox: inboxThat(() => disk.promise) });
    let answered = false;
    const answer = post(readBody).finally(() => {
      answered = true;
    });
    await new Promise(setImmediate);
    expect([answered, received]).toEqual([false, []]);
    disk.open('stored');
    expect(said(await answer)).toEqual(ALLOWED);
    expect(received).toHaveLength(1);
  });

  it.each<[string, Inbox['append']]>([
    ['now', () => 'held'],
    ['later', () => Promise.resolve('held')],
  ])(
    'that is held in memory for want of storage (%s) is acknowledged with a word of it',
    async (_when, append) => {
      const { post, failures, received } = intakeWith({ listeners: [onRead], inbox: inboxThat(append) });
      const answer = await post(readBody);
      expect(answer.status).toBe(200);
      expect(answer.body.toString()).toBe(
        '{"actionCode":0,"errCode":0,"errMsg":"held in memory until storage is back","errDlt":"","nextCode":0}',
      );
      expect([failures, received.length]).toEqual([[], 1]);
    },
  );

  it('is acknowledged and let go when nobody listens, and shown on the stream all the same', async () => {
    const inbox = startedInbox();
    const { post, received } = intakeWith({ inbox });
    expect(said(await post(readBody))).toEqual(ALLOWED);
    await new Promise(setImmediate);
    expect(inbox.delivered).toEqual([]);
    expect(received).toMatchObject([
      {
        event: { userID: 'u1' },
        context: { command: readBody.callbackCommand, phase: 'after', attempt: 1, instance: 'default' },
      },
    ]);
    expect(received[0]?.context).toBeInstanceOf(RecordContext);
  });

  it('is recognised by an older name, and keeps that in its context', async () => {
    const inbox = startedInbox();
    const { post, received } = intakeWith({
      inbox,
      listeners: [{ on: Command.afterGroupMsgRead, call: () => undefined }],
    });
    expect(said(await post({ callbackCommand: 'callbackGroupMsgReadCommand', sendID: 'u1' }))).toEqual(
      ALLOWED,
    );
    await until(() => inbox.delivered.length === 1);
    expect(inbox.delivered).toMatchObject([{ callbackCommand: Command.afterGroupMsgRead, sendID: 'u1' }]);
    expect(received[0]?.context.command).toBe('callbackGroupMsgReadCommand');
  });

  it('is answered alike whatever the path leaves out', async () => {
    const { post, received } = intakeWith({ listeners: [onRead] });
    for (const target of ['', '/', '//', '?token=a/b', `//${readBody.callbackCommand}/`]) {
      expect(said(await post(readBody, { target }))).toEqual(ALLOWED);
    }
    expect(received).toHaveLength(5);
  });
});

describe('the key that tells a repeated event from a new one', () => {
  const saved = { callbackCommand: Command.afterMsgSaveDB, serverMsgID: 's1' };
  const sent = { callbackCommand: Command.afterSendSingleMsg, serverMsgID: 's1' };
  const listeners = [saved, sent].map(({ callbackCommand }) => ({
    on: callbackCommand,
    call: () => undefined,
  }));

  const keyOf = async (body: object, suppressed: readonly CommandKey[]): Promise<unknown> => {
    const keys: unknown[] = [];
    const inbox = inboxThat(({ idempotencyKey }) => {
      keys.push(idempotencyKey);
      return 'stored';
    });
    expect(said(await intakeWith({ inbox, listeners, suppressed }).post(body))).toEqual(ALLOWED);
    expect(keys).toHaveLength(1);
    return keys[0];
  };

  it('is of the command and its message, where repetitions are to be suppressed', async () => {
    expect(await keyOf(saved, ['afterMsgSaveDB'])).toBe('afterMsgSaveDB:s1');
    expect(await keyOf(sent, ['afterMsgSaveDB', 'afterSendSingleMsg'])).toBe('afterSendSingleMsg:s1');
  });

  it('is missing where they are not, and where the event has none', async () => {
    expect(await keyOf(sent, ['afterMsgSaveDB'])).toBeUndefined();
    expect(await keyOf({ ...saved, serverMsgID: '' }, ['afterMsgSaveDB'])).toBeUndefined();
  });

  it('is what lets the memory inbox deliver it once', async () => {
    const inbox = startedInbox();
    const { post } = intakeWith({ inbox, listeners, suppressed: ['afterMsgSaveDB'] });
    for (const body of [saved, saved, sent, sent]) expect(said(await post(body))).toEqual(ALLOWED);
    await inbox.drain(1000);
    expect(inbox.delivered).toHaveLength(3);
  });
});

describe('a callback of a command this version does not know', () => {
  const unknown = { callbackCommand: 'callbackBeforeTimeTravelCommand', to: 1985 };

  it('is allowed', async () => {
    const { post, failures } = intakeWith();
    expect(said(await post(unknown))).toEqual(ALLOWED);
    expect(failures).toEqual([]);
  });

  it('goes to the listeners of unknown ones, not to those of all known ones', async () => {
    const inbox = startedInbox();
    const { post } = intakeWith({
      inbox,
      listeners: [
        { on: 'unknown', call: () => undefined },
        { on: 'any', call: () => undefined },
      ],
    });
    expect(said(await post(unknown))).toEqual(ALLOWED);
    await until(() => inbox.delivered.length > 0);
    expect(inbox.delivered).toEqual([{ callbackCommand: unknown.callbackCommand, body: unknown }]);
  });
});

describe('an inbox that does not take an event', () => {
  it.each([
    [
      'throws',
      () => {
        throw new Error('disk is gone');
      },
      'internal',
      'disk is gone',
    ],
    ['rejects', () => Promise.reject(new Error('disk is gone')), 'internal', 'disk is gone'],
    [
      'throws no error',
      (): Appended => {
        AbortSignal.abort('nothing').throwIfAborted();
        return 'stored';
      },
      'internal',
      'nothing',
    ],
    [
      'is full',
      () => {
        throw new InboxFullError('no room');
      },
      'not-stored',
      'no room',
    ],
    ['is full later', () => Promise.reject(new InboxFullError('no room')), 'not-stored', 'no room'],
  ] as const)('%s: OpenIM is told so', async (_what, append, reason, detail) => {
    const { post, failures, received } = intakeWith({ listeners: [onRead], inbox: inboxThat(append) });
    const answer = await post(readBody);
    expect(answer.status).toBe(200);
    expect(said(answer)).toEqual(notAccepted(`${reason}: ${detail}`));
    expect(failures).toEqual([
      {
        reason,
        detail,
        command: readBody.callbackCommand,
        instance: 'default',
        operationID: 'op-1',
        remoteAddress: '127.0.0.1',
      },
    ]);
    expect(received).toEqual([]);
  });

  it('was never started or is closed: the same', async () => {
    const closed = new MemoryInbox();
    await closed.start(targetThat());
    await closed.close();
    for (const inbox of [new MemoryInbox(), closed]) {
      const { post, failures } = intakeWith({ listeners: [onRead], inbox });
      expect(said(await post(readBody))).toMatchObject({ actionCode: 0, nextCode: 1 });
      expect(failures).toMatchObject([{ reason: 'not-stored' }]);
    }
  });

  it('keeps unknown commands from being acknowledged by the policy', async () => {
    const inbox = inboxThat(() => {
      throw new InboxFullError('no room');
    });
    const listeners = [{ on: 'unknown', call: () => undefined }];
    const unknown = { callbackCommand: 'callbackX' };
    expect(said(await intakeWith({ inbox, listeners, onFailure: 'refuse' }).post(unknown))).toMatchObject({
      nextCode: 1,
    });
    expect(said(await intakeWith({ inbox, listeners, onFailure: 'allow' }).post(unknown))).toEqual(ALLOWED);
  });
});

describe('a stream whose subscriber throws', () => {
  it('still gets an answer in the right shape', async () => {
    const onReceived = (_callback: ReceivedCallback): void => {
      throw new Error('subscriber');
    };
    const { post, failures } = intakeWith({ listeners: [onRead], onReceived });
    expect(said(await post(readBody))).toEqual(notAccepted('internal: subscriber'));
    expect(failures).toMatchObject([{ reason: 'internal', detail: 'subscriber' }]);
  });
});
