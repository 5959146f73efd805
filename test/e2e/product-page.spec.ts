import { SingleMsgReadEvent } from 'nestjs-openim-callback';
import type { OpenImEvent } from 'nestjs-openim-callback';
import { Mailbox } from './support/mailbox.js';
import { listenerClass } from './support/named-decorators.js';
import { rawHttp } from './support/raw-http.js';
import { combinations, startApp, type RunningApp } from './support/running-app.js';

const COMMAND = 'callbackAfterSingleMsgReadCommand';

/** The page's successful response, without the spaces. */
const SUCCESS = '{"actionCode":0,"errCode":0,"errMsg":"","errDlt":"","nextCode":0}';

/** The page's request package; the comma after conversationID is missing there. */
const PAGE = `{
"callbackCommand": "callbackAfterSingleMsgReadCommand",
"conversationID": "si_u1_u2:0",
"userID": "user123",
"seqs": [20, 35],
"contentType": 101
}`;

const real = (seqs: string): string =>
  `{"callbackCommand":"${COMMAND}","conversationID":"si_u1_u2","userID":"u2",${seqs}"contentType":1}\n`;

const requests = [
  {
    name: "the page's own request",
    target: `/${COMMAND}?contenttype=json`,
    body: PAGE,
    event: { conversationID: 'si_u1_u2:0', userID: 'user123', seqs: [20, 35], contentType: 101 },
  },
  {
    name: "the page's body at the path OpenIM uses",
    target: `/${COMMAND}`,
    body: PAGE,
    event: { conversationID: 'si_u1_u2:0', userID: 'user123', seqs: [20, 35], contentType: 101 },
  },
  {
    name: "OpenIM's own with Seqs",
    target: `/${COMMAND}`,
    body: real('"Seqs":[3,4],'),
    event: { conversationID: 'si_u1_u2', userID: 'u2', seqs: [3, 4], contentType: 1 },
  },
  {
    name: "OpenIM's own at the page's path",
    target: `/${COMMAND}?contenttype=json`,
    body: real('"Seqs":[3,4],'),
    event: { conversationID: 'si_u1_u2', userID: 'u2', seqs: [3, 4], contentType: 1 },
  },
  {
    name: "OpenIM's own with Seqs null",
    target: `/${COMMAND}`,
    body: real('"Seqs":null,'),
    event: { conversationID: 'si_u1_u2', userID: 'u2', seqs: [], contentType: 1 },
  },
  {
    name: 'one without Seqs',
    target: `/${COMMAND}`,
    body: real(''),
    event: { conversationID: 'si_u1_u2', userID: 'u2', seqs: [], contentType: 1 },
  },
];

describe.each(combinations)('on $platform with the $mount mount', (combination) => {
  const heard = new Mailbox<OpenImEvent>();
  let running: RunningApp;

  beforeAll(async () => {
    const providers = [listenerClass({ afterSingleMsgRead: (event) => heard.put(event) })];
    running = await startApp({ ...combination, providers });
  });

  afterAll(() => running.close());

  beforeEach(() => heard.empty());

  it.each(requests)('$name is answered as the page says and delivered', async ({ target, body, event }) => {
    const headers = { 'content-type': 'application/json; charset=utf-8', operationid: 'op-1' };
    const answer = await rawHttp(running.url + target, { headers, body });
    expect(answer.status).toBe(200);
    expect(answer.text).toBe(SUCCESS);
    expect(answer.headers['content-type']).toBe('application/json; charset=utf-8');
    const [delivered] = await heard.count(1);
    expect(delivered).toBeInstanceOf(SingleMsgReadEvent);
    expect({ ...delivered }).toEqual({ callbackCommand: COMMAND, ...event });
  });

  it('the request as it is printed, without the comma, is set aside with its bytes', async () => {
    const misprint = PAGE.replace('2:0",', '2:0"');
    const answer = await rawHttp(`${running.url}/${COMMAND}?contenttype=json`, { body: misprint });
    expect(JSON.parse(answer.text)).toMatchObject({ actionCode: 0, nextCode: 1 });
    expect((await running.unusable()).map(({ raw }) => raw.toString('utf8'))).toEqual([misprint]);
    expect(heard.all).toEqual([]);
  });
});
