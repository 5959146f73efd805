import {
  allow,
  Command,
  OnAnyCallback,
  type AnyEvent,
  type CallbackContext,
  type OpenImEvent,
} from 'nestjs-openim-callback';
import {
  allDefinitions,
  definitions,
  findDefinition,
  type CommandKey,
} from 'nestjs-openim-callback/contract';
import { exampleBody, OpenImSender, wireCommands, type SendResult, type WireCommand } from 'openim-sender';
import { eventTable } from './support/event-table.js';
import { Mailbox } from './support/mailbox.js';
import { listenerClass } from './support/named-decorators.js';
import { combinations, startApp, type RunningApp } from './support/running-app.js';
import { sampleOf, saneOf, unmappedOf } from './support/wire-fields.js';

interface Letter {
  readonly key: string;
  readonly event: OpenImEvent;
  readonly context: CallbackContext;
}

const keys = Object.keys(Command) as CommandKey[];

describe('openim-sender and the library', () => {
  it('know the same commands', () => {
    const sent = wireCommands.map(({ command, key, phase, since, released, fires }) => ({
      command,
      key,
      phase,
      since,
      released,
      fires,
    }));
    const known = allDefinitions().map(({ command, key, phase, since, released = true, fires = true }) => ({
      command,
      key,
      phase,
      since,
      released,
      fires,
    }));
    const byKey = (one: { readonly key: string }, other: { readonly key: string }): number =>
      one.key < other.key ? -1 : 1;
    expect(sent.sort(byKey)).toEqual(known.sort(byKey));
  });

  it.each(wireCommands)('agree on which fields an answer to $key has', ({ command, reply }) => {
    const definition = findDefinition(command);
    const own = definition?.phase === 'before' ? Object.keys(new definition.reply()) : [];
    expect(Object.keys(reply)).toEqual(expect.arrayContaining(own));
    expect(definition?.phase === 'after' ? reply : {}).toEqual({});
  });

  it.each(keys)('the table of these tests has every field of %s', (key) => {
    expect(unmappedOf(eventTable[key], exampleBody(key))).toEqual([]);
  });
});

describe.each(combinations)('on $platform with the $mount mount', (combination) => {
  const heard = new Mailbox<Letter>();
  const observed = new Mailbox<Letter>();
  let running: RunningApp;
  let sender: OpenImSender;

  class Observer {
    @OnAnyCallback()
    observe(event: AnyEvent, context: CallbackContext): void {
      observed.put({ key: event.callbackCommand, event, context });
    }
  }

  beforeAll(async () => {
    const behaviours = keys.map((key) => [
      key,
      (event: OpenImEvent, context: CallbackContext) => {
        heard.put({ key, event, context });
        return allow();
      },
    ]);
    const providers = [listenerClass(Object.fromEntries(behaviours)), Observer];
    // The examples are sent twice.
    const options = { suppressDuplicates: [] };
    running = await startApp({ ...combination, options, providers });
    sender = new OpenImSender({ url: running.url });
  });

  afterAll(async () => {
    await sender.close();
    await running.close();
  });

  const send = async (row: WireCommand, body: Record<string, unknown>, operationID: string) => {
    const result = await sender.send(row.key, body, { operationID });
    const ofThis = ({ context }: Letter): boolean => context.operationID === operationID;
    return { result, letter: await heard.find(ofThis), observation: await observed.find(ofThis) };
  };

  it.each(wireCommands)('$key arrives as OpenIM sends it, with every field', async (row) => {
    const key = row.key as CommandKey;
    const body = exampleBody(key);
    const { result, letter } = await send(row, body, `example of ${key}`);
    expectEvent(letter, key, saneOf(eventTable[key], body));
    expectContext(letter.context, row, result, `example of ${key}`);
    expectOutcome(row, result, body);
  });

  it.each(wireCommands)('$key arrives with a value of its own in every field', async (row) => {
    const key = row.key as CommandKey;
    const body = { callbackCommand: row.command, ...sampleOf(eventTable[key]) };
    const { result, letter } = await send(row, body, `sample of ${key}`);
    expectEvent(letter, key, saneOf(eventTable[key], body));
    expectContext(letter.context, row, result, `sample of ${key}`);
    expectOutcome(row, result, body);
  });

  it.each(wireCommands)('$key arrives with nothing but its name, as in Go', async (row) => {
    const key = row.key as CommandKey;
    const { result, letter } = await send(row, { callbackCommand: row.command }, `empty ${key}`);
    expectEvent(letter, key, saneOf(eventTable[key], {}));
    expect(result.outcome.kind).toBe(row.phase === 'before' ? 'allowed' : 'reported');
  });

  it.each(wireCommands)('$key is shown to the observer of everything too', async (row) => {
    const { letter, observation } = await send(row, exampleBody(row.key), `observed ${row.key}`);
    expect(observation.event).toEqual(letter.event);
    expect(observation.context.phase).toBe(row.phase);
    expect(observation.context.raw).toEqual(letter.context.raw);
  });

  it('every event has an id of its own', () => {
    const ids = heard.all.map(({ context }) => context.eventID);
    expect(ids.length).toBe(4 * wireCommands.length);
    expect(new Set(ids).size).toBe(ids.length);
  });

  it('nothing failed', async () => {
    expect(running.failures).toEqual([]);
    expect(running.listenerFailures).toEqual([]);
    expect(await running.unusable()).toEqual([]);
  });
});

function expectEvent({ key: heardBy, event }: Letter, key: CommandKey, fields: object): void {
  expect(heardBy).toBe(key);
  expect(event).toBeInstanceOf(definitions[key].event);
  const expected = { callbackCommand: Command[key], ...fields };
  expect({ ...event }).toEqual(expected);
  expect(Object.keys(event).sort()).toEqual(Object.keys(expected).sort());
}

function expectContext(
  context: CallbackContext,
  row: WireCommand,
  sent: SendResult,
  operationID: string,
): void {
  const { command, phase, instance, attempt, raw, body, key, receivedAt, signal } = context;
  expect({ command, phase, instance, attempt }).toEqual({
    command: row.command,
    phase: row.phase,
    instance: 'default',
    attempt: 1,
  });
  expect(context.operationID).toBe(operationID);
  expect(raw.equals(sent.request?.body ?? Buffer.alloc(0))).toBe(true);
  expect(body).toEqual(JSON.parse(raw.toString('utf8')));
  expect(receivedAt).toBeInstanceOf(Date);
  expect(signal.aborted).toBe(false);
  expect(key).toEqual(expectedKey(row, sent, body));
}

function expectedKey(
  row: WireCommand,
  sent: SendResult,
  body: Readonly<Record<string, unknown>>,
): object | undefined {
  const raw = new URL(sent.request?.url ?? '').searchParams.get('key');
  expect(raw !== null).toBe(row.query === 'key');
  if (raw === null) return undefined;
  const { sendID, recvID = '', groupID = '' } = body;
  return { raw, sendID, recvID, groupID };
}

/** OpenIM goes on with just what it had: nothing changed, nothing wiped, nothing it would stumble over later. */
function expectOutcome(
  row: WireCommand,
  { outcome }: SendResult,
  body: Readonly<Record<string, unknown>>,
): void {
  if (row.phase === 'after') {
    expect(outcome).toEqual({ kind: 'reported', delivered: true, readable: true, detail: '' });
    return;
  }
  const echoed = Object.entries(row.reply).filter(([, { rule }]) => rule === 'always');
  const applied = Object.fromEntries(echoed.map(([name]) => [name, body[name]]));
  expect(outcome).toEqual({ kind: 'allowed', applied, laterError: null, notes: [] });
}
