import { Injectable, type INestApplication } from '@nestjs/common';
import { Test } from '@nestjs/testing';
import {
  BeforeSendSingleMsg,
  BeforeSendSingleMsgEvent,
  OnSingleMsgRead,
  OpenImCallbackModule,
  refuse,
  SingleMsgReadEvent,
  textsOf,
} from 'nestjs-openim-callback';
import { exampleBody, OpenImSender } from 'openim-sender';

@Injectable()
class ChatListeners {
  readonly read: number[] = [];

  @BeforeSendSingleMsg()
  check(event: BeforeSendSingleMsgEvent) {
    const { own, quoted } = textsOf(event);
    const found = [...own, ...quoted].some((text) => text.includes('spam'));
    return found ? refuse(20001, 'no advertising') : undefined;
  }

  @OnSingleMsgRead()
  onRead({ seqs }: SingleMsgReadEvent) {
    this.read.push(...seqs);
  }
}

describe('the chat listeners', () => {
  let app: INestApplication;
  let sender: OpenImSender;

  beforeEach(async () => {
    const module = await Test.createTestingModule({
      imports: [OpenImCallbackModule.forRoot({ path: 'callbackExample' })],
      providers: [ChatListeners],
    }).compile();
    app = module.createNestApplication({ logger: ['error'] });
    await app.listen(0, '127.0.0.1');
    sender = new OpenImSender({ url: `${await app.getUrl()}/callbackExample` });
  });

  afterEach(async () => {
    await sender.close();
    await app.close();
  });

  it.each([
    ['a text', 101, '{"content":"buy my spam"}'],
    ['a quote', 114, '{"text":"spam","quoteMessage":{"textElem":{"content":"hello"}}}'],
    ['a quoted text', 114, '{"text":"yes","quoteMessage":{"textElem":{"content":"buy my spam"}}}'],
    ['Markdown', 118, '{"content":"**spam**"}'],
  ])('stop %s with the word', async (_, contentType, content) => {
    const body = { ...exampleBody('beforeSendSingleMsg'), contentType, content };

    const { outcome } = await sender.send('beforeSendSingleMsg', body);

    expect(outcome).toMatchObject({ kind: 'refused', code: 20001, msg: 'no advertising' });
  });

  it('let any other message pass', async () => {
    const { outcome } = await sender.send('beforeSendSingleMsg');

    expect(outcome).toMatchObject({ kind: 'allowed', applied: {}, laterError: null });
  });

  it('note what is read', async () => {
    const listeners = app.get(ChatListeners);

    const { outcome } = await sender.send('afterSingleMsgRead', {
      ...exampleBody('afterSingleMsgRead'),
      Seqs: [7, 8],
    });
    await app.close(); // Delivers what was accepted.

    expect(outcome).toMatchObject({ kind: 'reported', delivered: true });
    expect(listeners.read).toEqual([7, 8]);
  });
});
