import { allow, refuse, type FailurePolicy } from 'nestjs-openim-callback';
import { exampleBody, OpenImSender, type Outcome } from 'openim-sender';
import { listenerClass, type Behaviour } from './support/named-decorators.js';
import { combinations, startApp, type RunningApp, type Setup } from './support/running-app.js';

// Nothing here depends on how long anything takes: what is to be too late never comes, or waits for the abort.

const UNDECIDED = { kind: 'refused', reason: 'reply', code: 20500 };
const ALLOWED = { kind: 'allowed', laterError: null, notes: [] };

const policies: readonly FailurePolicy[] = ['refuse', 'allow'];
const cases = combinations.flatMap((each) => policies.map((onFailure) => ({ ...each, onFailure })));

const never: Behaviour = () => new Promise(() => undefined);

/** Answers only when it is told that it is too late. */
const tooLate =
  (reply: ReturnType<typeof allow> | ReturnType<typeof refuse>): Behaviour =>
  (_event, { signal }) =>
    new Promise((resolve) => signal.addEventListener('abort', () => resolve(reply)));

async function outcomeWith(setup: Setup, key = 'beforeAddFriend'): Promise<[Outcome, RunningApp]> {
  const running = await startApp({ ...setup, options: { deadline: 30, ...setup.options } });
  const sender = new OpenImSender({ url: running.url });
  const { outcome } = await sender.send(key);
  await sender.close();
  await running.close();
  return [outcome, running];
}

describe.each(cases)('on $platform, $mount mount, onFailure $onFailure', ({ onFailure, ...combination }) => {
  const options = { onFailure };
  const asThePolicySays = onFailure === 'refuse' ? UNDECIDED : ALLOWED;

  it('a listener that never answers means what the policy says', async () => {
    const providers = [listenerClass({ beforeAddFriend: never })];
    const [outcome, { listenerFailures }] = await outcomeWith({ ...combination, options, providers });
    expect(outcome).toMatchObject(asThePolicySays);
    expect(listenerFailures.map(({ error }) => String(error))).toEqual([
      'DeadlineError: no decision within 30 ms',
    ]);
  });

  it('what it answers afterwards counts no more', async () => {
    const providers = [listenerClass({ beforeAddFriend: tooLate(allow()) })];
    expect((await outcomeWith({ ...combination, options, providers }))[0]).toMatchObject(asThePolicySays);
    const refuser = [listenerClass({ beforeAddFriend: tooLate(refuse(20001, 'no')) })];
    expect((await outcomeWith({ ...combination, options, providers: refuser }))[0]).toMatchObject(
      asThePolicySays,
    );
  });

  it('one that refused before a late one was asked has refused', async () => {
    const providers = [
      listenerClass({ beforeAddFriend: () => refuse(20001, 'no') }),
      listenerClass({ beforeAddFriend: never }),
    ];
    // So long that the first is asked in time on a busy machine.
    const [outcome] = await outcomeWith({
      ...combination,
      options: { ...options, deadline: 500 },
      providers,
    });
    expect(outcome).toMatchObject({ kind: 'refused', reason: 'reply', code: 20001 });
  });

  it('one listener that must be heard is enough to refuse', async () => {
    const providers = [
      listenerClass({ beforeAddFriend: never }, 'allow'),
      listenerClass({ beforeAddFriend: () => allow() }, 'refuse'),
    ];
    const [outcome] = await outcomeWith({ ...combination, options, providers });
    expect(outcome).toMatchObject(UNDECIDED);
  });

  it('the policy of the listener counts more than that of the module', async () => {
    const other = onFailure === 'refuse' ? 'allow' : 'refuse';
    const providers = [listenerClass({ beforeAddFriend: never }, other)];
    const [outcome] = await outcomeWith({ ...combination, options, providers });
    expect(outcome).toMatchObject(onFailure === 'refuse' ? ALLOWED : UNDECIDED);
  });

  it.each(['beforeSetGroupInfo', 'beforeSetGroupInfoEx'] as const)('%s wipes nothing then', async (key) => {
    const providers = [listenerClass({ [key]: never })];
    const [outcome] = await outcomeWith({ ...combination, options, providers }, key);
    expect(outcome).toMatchObject(asThePolicySays);
    const { groupID, groupName } = exampleBody(key);
    expect(outcome.kind === 'allowed' ? outcome.applied : { groupID, groupName }).toMatchObject({
      groupID,
      groupName,
    });
  });
});
