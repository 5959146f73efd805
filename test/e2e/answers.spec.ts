import {
  allow,
  BeforeAddFriend,
  BeforeAddFriendEvent,
  refuse,
  type CallbackContext,
  type FailurePolicy,
  type Refuse,
} from 'nestjs-openim-callback';
import { exampleBody, OpenImSender, type Outcome } from 'openim-sender';
import { EMPTY, from, of, throwError } from 'rxjs';
import { whyNotAnswer } from './support/answer-shape.js';
import { combinations, startApp, type RunningApp } from './support/running-app.js';

// What the module answers when a listener does this or that, as OpenIM reads it.

interface Behaviour {
  readonly name: string;
  readonly behave: (context: CallbackContext) => unknown;
}

const crash = (thrown: unknown) => (): never => {
  throw thrown;
};

const REPLY = Symbol.for('nestjs-openim-callback:reply');

/** What a listener without types, or with `any` in the way, may give for a text. */
const untyped = (value: unknown): string => value as string;
const untypedCode = (value: unknown): number => value as number;

/** A promise may be rejected with anything; the linter wants an error. */
const asError = (value: unknown): Error => value as Error;

const allowing: readonly Behaviour[] = [
  { name: 'allow()', behave: () => allow() },
  { name: 'nothing', behave: () => undefined },
  { name: 'null', behave: () => null },
  { name: 'a promise of allow()', behave: async () => allow() },
  { name: 'a promise of nothing', behave: async () => undefined },
  { name: 'an observable of allow()', behave: () => of(allow()) },
  { name: 'an observable of nothing', behave: () => EMPTY },
  { name: 'an observable whose last value is allow()', behave: () => of(refuse(20001, 'first'), allow()) },
];

const refusing: readonly Behaviour[] = [
  { name: 'refuse()', behave: () => refuse(20001, 'no', 'd') },
  { name: 'a promise of refuse()', behave: async () => refuse(20001, 'no', 'd') },
  { name: 'a promise of refuse() after a while', behave: () => later(() => refuse(20001, 'no', 'd')) },
  { name: 'an observable of refuse()', behave: () => of(allow(), refuse(20001, 'no', 'd')) },
  { name: 'an observable from a promise', behave: () => from(later(() => refuse(20001, 'no', 'd'))) },
  {
    name: 'a thenable',
    behave: () => ({ then: (done: (reply: Refuse) => void) => done(refuse(20001, 'no', 'd')) }),
  },
];

/** These cannot decide, so that the policy does. */
const failing: readonly Behaviour[] = [
  { name: 'throwing an error', behave: crash(new Error('boom')) },
  { name: 'throwing a text', behave: crash('boom') },
  { name: 'throwing nothing', behave: crash(undefined) },
  { name: 'rejecting', behave: () => Promise.reject(new Error('boom')) },
  { name: 'rejecting with nothing', behave: () => Promise.reject(asError(undefined)) },
  { name: 'an observable that fails', behave: () => throwError(() => new Error('boom')) },
  { name: 'true', behave: () => true },
  { name: 'false', behave: () => false },
  { name: 'a number', behave: () => 0 },
  { name: 'a text', behave: () => 'ok' },
  { name: 'an empty text', behave: () => '' },
  { name: 'an empty object', behave: () => ({}) },
  { name: 'a list', behave: () => [] },
  { name: 'a function', behave: () => allow },
  { name: 'a symbol', behave: () => Symbol('allow') },
  { name: 'an object that looks like a reply', behave: () => ({ kind: 'allow' }) },
  { name: 'a promise of junk', behave: async () => 'ok' },
  { name: 'an observable of junk', behave: () => of('ok') },
  { name: 'a reply of a kind that does not exist', behave: () => ({ [REPLY]: true, kind: 'postpone' }) },
];

/** Whoever does this wants to refuse, whatever the policy, and must not be answered for with junk. */
const refusingBadly: readonly Behaviour[] = [
  ...[0, 1, 14, 99, 100, 500, 1501, 1507, 20000, 30000, 90004, 2 ** 31, 2 ** 53, 1e300].map(badCode),
  ...[-1, -20001, -(2 ** 31), 20001.5, Number.NaN, Number.POSITIVE_INFINITY].map(badCode),
  { name: 'a code that is a text', behave: () => refuse(untypedCode('20001'), 'no') },
  { name: 'a promise of a bad code', behave: async () => refuse(0, 'no') },
  { name: 'a message that is a number', behave: () => refuse(20001, untyped(5)) },
  { name: 'a message that is missing', behave: () => refuse(20001, untyped(undefined)) },
  { name: 'a message that is null', behave: () => refuse(20001, untyped(null)) },
  { name: 'a message that is an error', behave: () => refuse(20001, untyped(new Error('no'))) },
  { name: 'a detail that is an object', behave: () => refuse(20001, 'no', untyped({ a: 1 })) },
  { name: 'a detail that cannot be written', behave: () => refuse(20001, 'no', untyped(10n)) },
  { name: 'throwing refuse()', behave: crash(refuse(20001, 'no')) },
  { name: 'rejecting with refuse()', behave: () => Promise.reject(asError(refuse(20001, 'no'))) },
];

function badCode(errCode: number): Behaviour {
  return { name: `the code ${errCode}`, behave: () => refuse(errCode, 'no') };
}

/** Answers in a later turn of the event loop. */
function later<T>(make: () => T): Promise<T> {
  return new Promise((resolve) => setImmediate(() => resolve(make())));
}

const behaviours = [...allowing, ...refusing, ...failing, ...refusingBadly];

class Listener {
  @BeforeAddFriend()
  decide(event: BeforeAddFriendEvent, context: CallbackContext): undefined {
    const behaviour = behaviours.find(({ name }) => name === event.reqMsg);
    if (!behaviour) throw new Error(`no behaviour ${event.reqMsg}`);
    return behaviour.behave(context) as undefined;
  }
}

const policies: readonly FailurePolicy[] = ['refuse', 'allow'];
const cases = combinations.flatMap((each) => policies.map((onFailure) => ({ ...each, onFailure })));

const ALLOWED = { kind: 'allowed', applied: {}, laterError: null, notes: [] };
const UNDECIDED = {
  kind: 'refused',
  reason: 'reply',
  code: 20500,
  msg: 'the request could not be checked',
  shownToUser: { as: 'error', code: 20500, logsOut: false },
};

describe.each(cases)('on $platform, $mount mount, onFailure $onFailure', ({ onFailure, ...combination }) => {
  let running: RunningApp;
  let sender: OpenImSender;

  beforeAll(async () => {
    running = await startApp({ ...combination, options: { onFailure }, providers: [Listener] });
    sender = new OpenImSender({ url: running.url });
  });

  afterAll(async () => {
    await sender.close();
    await running.close();
  });

  const outcomeOf = async (name: string): Promise<Outcome> => {
    const body = { ...exampleBody('beforeAddFriend'), reqMsg: name };
    const { outcome, replyText, status } = await sender.send('beforeAddFriend', body);
    expect(whyNotAnswer(replyText ?? '', 'beforeAddFriend')).toBeUndefined();
    expect(status).toBe(200);
    return outcome;
  };

  it.each(allowing)('$name allows', async ({ name }) => {
    expect(await outcomeOf(name)).toEqual(ALLOWED);
  });

  it.each(refusing)('$name refuses', async ({ name }) => {
    const expected = { kind: 'refused', reason: 'reply', code: 20001, msg: 'no', detail: 'd' };
    expect(await outcomeOf(name)).toMatchObject(expected);
  });

  it.each(failing)('$name means what the policy says', async ({ name }) => {
    expect(await outcomeOf(name)).toMatchObject(onFailure === 'refuse' ? UNDECIDED : ALLOWED);
  });

  it.each(refusingBadly)('refusing with $name refuses', async ({ name }) => {
    expect(await outcomeOf(name)).toMatchObject(UNDECIDED);
  });

  it('every failure was reported', () => {
    const failed = running.listenerFailures.map(({ context }) => context.body['reqMsg']);
    expect(failed).toEqual([...failing, ...refusingBadly].map(({ name }) => name));
  });
});

describe('the module option errCodes', () => {
  class Refuser {
    @BeforeAddFriend()
    decide({ reqMsg }: BeforeAddFriendEvent): Refuse {
      return refuse(Number(reqMsg), 'no', 'd');
    }
  }

  let running: RunningApp;
  let sender: OpenImSender;

  beforeAll(async () => {
    const options = { errCodes: { min: 100, max: 2147483647 }, failure: { errCode: 7777, errMsg: 'later' } };
    running = await startApp({ platform: 'express', mount: 'direct', options, providers: [Refuser] });
    sender = new OpenImSender({ url: running.url });
  });

  afterAll(async () => {
    await sender.close();
    await running.close();
  });

  const refusalWith = async (code: number): Promise<Outcome> =>
    (await sender.send('beforeAddFriend', { ...exampleBody('beforeAddFriend'), reqMsg: String(code) }))
      .outcome;

  it.each([100, 101, 500, 1500, 1508, 5001, 90007, 2147483647])(
    '%d reaches the user as it is',
    async (code) => {
      const shownToUser = { as: 'error', code, msg: 'no', detail: 'd', logsOut: false };
      expect(await refusalWith(code)).toMatchObject({ kind: 'refused', reason: 'reply', code, shownToUser });
    },
  );

  it.each([-1, 0, 1, 14, 99, 1501, 1504, 1507, 2147483648])('%d is replaced even so', async (code) => {
    const shownToUser = { as: 'error', code: 7777, msg: 'later', logsOut: false };
    expect(await refusalWith(code)).toMatchObject({ kind: 'refused', reason: 'reply', shownToUser });
  });
});
