import { allow, Command, type CallbackContext, type OpenImEvent } from 'nestjs-openim-callback';
import { definitions, type CommandKey } from 'nestjs-openim-callback/contract';
import { findCommand, interpretReply } from 'openim-sender';
import { recorded, type RecordedRequest } from '../support/recorded.js';
import { eventTable } from './support/event-table.js';
import { Mailbox } from './support/mailbox.js';
import { listenerClass } from './support/named-decorators.js';
import { rawHttp } from './support/raw-http.js';
import { combinations, startApp, type RunningApp } from './support/running-app.js';
import { saneOf } from './support/wire-fields.js';

interface Letter {
  readonly key: CommandKey;
  readonly event: OpenImEvent;
  readonly context: CallbackContext;
}

const keys = Object.keys(Command) as CommandKey[];
const bodyOf = ({ body }: RecordedRequest): Record<string, unknown> => JSON.parse(body);

describe.each(combinations)(
  'what a running OpenIM sent, on $platform with the $mount mount',
  (combination) => {
    const heard = new Mailbox<Letter>();
    let running: RunningApp;

    beforeAll(async () => {
      const behaviours = keys.map((key) => [
        key,
        (event: OpenImEvent, context: CallbackContext) => {
          heard.put({ key, event, context });
          return allow();
        },
      ]);
      running = await startApp({
        ...combination,
        providers: [listenerClass(Object.fromEntries(behaviours))],
      });
    });

    afterAll(() => running.close());

    /** Sends the very bytes, and gives the answer's. */
    const replay = async ({ path, headers, body }: RecordedRequest): Promise<string> => {
      const { Host: host, 'Content-Length': length, ...others } = headers;
      expect([host, length]).not.toContain(undefined);
      const { status, text } = await rawHttp(running.origin + path, { headers: others, body });
      expect(status).toBe(200);
      return text;
    };

    it.each(recorded)('$command is received as its event and answered', async (request) => {
      const { command, headers, body } = request;
      const key = findCommand(command)?.key as CommandKey;

      const answer = await replay(request);

      const letter = await heard.find(({ context }) => context.raw.toString() === body);
      expect(letter.key).toBe(key);
      expect(letter.event).toBeInstanceOf(definitions[key].event);
      expect({ ...letter.event }).toEqual({
        callbackCommand: command,
        ...saneOf(eventTable[key], bodyOf(request)),
      });
      expect(letter.context.operationID).toBe(headers['Operationid']);
      expectReadAsAllowed(request, answer);
    });

    it('fails nowhere', async () => {
      expect(running.failures).toEqual([]);
      expect(running.listenerFailures).toEqual([]);
      expect(await running.unusable()).toEqual([]);
    });
  },
);

/** OpenIM goes on with just what it had. */
function expectReadAsAllowed(request: RecordedRequest, answer: string): void {
  const row = findCommand(request.command);
  const body = bodyOf(request);
  const echoed = Object.entries(row?.reply ?? {}).filter(([, { rule }]) => rule === 'always');
  expect(JSON.parse(answer)).toEqual({
    actionCode: 0,
    errCode: 0,
    errMsg: '',
    errDlt: '',
    nextCode: 0,
    ...Object.fromEntries(echoed.map(([name]) => [name, body[name]])),
  });
  if (row?.phase !== 'before') return;
  expect(interpretReply(request.command, body, Buffer.from(answer))).toMatchObject({
    kind: 'allowed',
    laterError: null,
    notes: [],
  });
}
