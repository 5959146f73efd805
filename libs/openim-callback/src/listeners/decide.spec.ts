import { settle } from './settle.js';
import { EMPTY, of } from 'rxjs';
import { deliberate, listenerOf } from '../../../../test/support/deciding.js';
import { contextWith } from '../../../../test/support/listener-fixture.js';
import { BeforeSetFriendRemarkEvent, definitions } from '../contract/index.js';
import { InvalidReplyError } from '../replies/invalid-reply.error.js';
import { allow, modify, refuse } from '../replies/reply.js';
import type { FailurePolicy } from './listener-options.js';

const ALLOWED = { kind: 'allow', changes: {} };
const FAILED = { kind: 'failed' };
const policies: readonly FailurePolicy[] = ['refuse', 'allow'];

describe('without listeners', () => {
  it('allows', () => {
    expect(deliberate([]).decision).toEqual(ALLOWED);
  });
});

describe('one listener', () => {
  it.each([undefined, null, allow()])('allows with %p', (answer) => {
    expect(deliberate([listenerOf('A', () => answer)]).decision).toEqual(ALLOWED);
  });

  it('refuses', () => {
    const refusal = refuse(20001, 'no', 'd');
    expect(deliberate([listenerOf('A', () => refusal)]).decision).toEqual({ kind: 'refuse', refusal });
  });

  it('modifies', () => {
    expect(deliberate([listenerOf('A', () => modify({ remark: 'Bob' }))]).decision).toEqual({
      kind: 'allow',
      changes: { remark: 'Bob' },
    });
  });

  it('gets the event and the context', () => {
    const calls: unknown[] = [];
    const [event, context] = [new BeforeSetFriendRemarkEvent(), contextWith()];
    void deliberate([listenerOf('A', (...args) => void calls.push(...args))], { event, context }).decision;
    expect(calls).toEqual([event, context]);
    expect(calls[1]).toBe(context);
  });

  it.each([
    ['a promise', () => Promise.resolve(modify({ remark: 'Bob' }))],
    ['an observable', () => of(allow(), modify({ remark: 'Bob' }))],
    ['a promise of an observable', () => Promise.resolve(of(modify({ remark: 'Bob' })))],
  ])('may answer with %s', async (_what, call) => {
    const { decision } = deliberate([listenerOf('A', call)]);
    expect(decision).toBeInstanceOf(Promise);
    await expect(decision).resolves.toEqual({ kind: 'allow', changes: { remark: 'Bob' } });
  });

  it('allows with an observable that emits nothing', async () => {
    await expect(deliberate([listenerOf('A', () => EMPTY)]).decision).resolves.toEqual(ALLOWED);
  });

  it('is warned of what had to be dropped, a warning at a time', () => {
    const { decision, warnings } = deliberate(
      [listenerOf('A', () => modify({ nickname: 'x', ex: 'y', faceURL: 'f' }))],
      {
        definition: definitions.beforeUpdateUserInfoEx,
        event: new definitions.beforeUpdateUserInfoEx.event(),
      },
    );
    expect(decision).toEqual(ALLOWED);
    expect(warnings).toEqual([
      [expect.stringContaining('nickname was dropped')],
      [expect.stringContaining('ex was dropped')],
      [expect.stringContaining('faceURL was dropped')],
    ]);
  });
});

describe('several listeners', () => {
  it('are asked in order, without waiting while they answer at once', () => {
    const asked: string[] = [];
    const named = ['A', 'B', 'C'].map((name) => listenerOf(name, () => void asked.push(name)));
    expect(deliberate(named).decision).toEqual(ALLOWED);
    expect(asked).toEqual(['A', 'B', 'C']);
  });

  it('are asked one after the other when they take their time', async () => {
    const steps: string[] = [];
    const slow = ['A', 'B', 'C'].map((name) =>
      listenerOf(name, async () => {
        steps.push(`${name} asked`);
        await Promise.resolve();
        steps.push(`${name} answered`);
      }),
    );
    await expect(deliberate(slow).decision).resolves.toEqual(ALLOWED);
    expect(steps).toEqual(['A asked', 'A answered', 'B asked', 'B answered', 'C asked', 'C answered']);
  });

  it.each([true, false])('are not asked after the first refusal (at once: %p)', async (atOnce) => {
    const asked: string[] = [];
    const refusal = refuse(20001, 'no');
    const { decision } = deliberate([
      listenerOf('A', () => modify({ remark: 'Bob' })),
      listenerOf('B', () => (atOnce ? refusal : Promise.resolve(refusal))),
      listenerOf('C', () => void asked.push('C')),
    ]);
    expect(await decision).toEqual({ kind: 'refuse', refusal });
    expect(asked).toEqual([]);
  });

  it('merge their changes, the later ones winning', async () => {
    const setup = {
      definition: definitions.beforeCreateGroup,
      event: new definitions.beforeCreateGroup.event(),
    };
    const { decision } = deliberate(
      [
        listenerOf('A', () => modify({ groupName: 'a', ex: 'a' })),
        listenerOf('B', async () => modify({ groupName: 'b', status: 0 })),
        listenerOf('C', () => allow()),
        listenerOf('D', () => modify({ status: 3 })),
      ],
      setup,
    );
    await expect(decision).resolves.toEqual({
      kind: 'allow',
      changes: { groupName: 'b', ex: 'a', status: 3 },
    });
  });
});

describe.each([
  [
    'throws',
    () => {
      throw new Error('broken');
    },
  ],
  ['rejects', () => Promise.reject(new Error('broken'))],
  [
    'rejects later',
    async () => {
      await Promise.resolve();
      throw new Error('broken');
    },
  ],
])('a listener that %s', (_how, call) => {
  it.each(policies)('is followed by what its policy says: %s', async (policy) => {
    const asked: string[] = [];
    const { decision, errors } = deliberate([
      listenerOf('A', call, policy),
      listenerOf('B', () => void asked.push('B')),
    ]);
    expect(await decision).toEqual(policy === 'refuse' ? FAILED : ALLOWED);
    expect(asked).toEqual(policy === 'refuse' ? [] : ['B']);
    expect(errors).toEqual([['A', new Error('broken')]]);
  });

  it('does not undo what others changed, when its policy is to allow', async () => {
    const { decision } = deliberate([
      listenerOf('A', () => modify({ remark: 'Bob' })),
      listenerOf('B', call, 'allow'),
    ]);
    expect(await decision).toEqual({ kind: 'allow', changes: { remark: 'Bob' } });
  });
});

describe('an answer that cannot be sent', () => {
  it.each([
    true,
    false,
    0,
    '',
    'allow',
    {},
    [],
    { kind: 'allow' },
    { actionCode: 0, nextCode: 1 },
    Symbol('x'),
  ])('fails, when it was made by none of the three functions: %p', async (answer) => {
    for (const given of [answer, Promise.resolve(answer)]) {
      const { decision, errors } = deliberate([listenerOf('A', () => given)]);
      expect(await decision).toEqual(FAILED);
      expect(errors).toEqual([
        ['A', new InvalidReplyError('return allow(), refuse(...), modify(...) or nothing')],
      ]);
    }
  });

  it.each(policies)('is followed by what the policy says, when a field is wrong: %s', (policy) => {
    for (const fields of [{ remark: 5 }, { content: '{}' }]) {
      const { decision, errors } = deliberate([listenerOf('A', () => modify(fields), policy)]);
      expect(decision).toEqual(policy === 'refuse' ? FAILED : ALLOWED);
      expect(errors).toEqual([['A', expect.any(InvalidReplyError)]]);
    }
  });

  it('changes nothing at all, when one of its fields is wrong', () => {
    const setup = {
      definition: definitions.beforeCreateGroup,
      event: new definitions.beforeCreateGroup.event(),
    };
    const wrong = listenerOf('A', () => modify({ groupName: 'a', status: 'x' }), 'allow');
    expect(deliberate([wrong], setup).decision).toEqual(ALLOWED);
  });

  it('fails, when it is of a kind that only another version of the library knows', () => {
    const strange = { [Symbol.for('nestjs-openim-callback:reply')]: true, kind: 'postpone' };
    const { decision, errors } = deliberate([listenerOf('A', () => strange)]);
    expect(decision).toEqual(FAILED);
    expect(errors).toEqual([['A', expect.any(InvalidReplyError)]]);
  });
});

describe('a refusal that OpenIM would not hand on', () => {
  it.each(policies)('stays a refusal, whatever the policy: %s', async (policy) => {
    for (const code of [0, 1, 99, -1, 1501, 5001, NaN, 2 ** 31]) {
      for (const call of [() => refuse(code, 'no'), async () => refuse(code, 'no')]) {
        const asked: string[] = [];
        const { decision, errors } = deliberate([
          listenerOf('A', call, policy),
          listenerOf('B', () => void asked.push('B')),
        ]);
        expect(await decision).toEqual(FAILED);
        expect(asked).toEqual([]);
        expect(errors).toEqual([['A', expect.any(InvalidReplyError)]]);
      }
    }
  });

  it('is handed on when the range has it', () => {
    const refusal = refuse(5001, 'no');
    const errCodes = { min: 5001, max: 5001 };
    const { decision, errors } = deliberate([listenerOf('A', () => refusal)], { errCodes });
    expect(decision).toEqual({ kind: 'refuse', refusal });
    expect(errors).toEqual([]);
  });

  it('stays a refusal when it is thrown', () => {
    const throwing = listenerOf(
      'A',
      () => {
        // eslint-disable-next-line @typescript-eslint/only-throw-error -- that is what is tested
        throw refuse(20001, 'no');
      },
      'allow',
    );
    expect(deliberate([throwing]).decision).toEqual(FAILED);
  });
});

describe('what listeners answer at once', () => {
  it('makes no promise, so that nothing is awaited on the hot path', () => {
    const calls = [() => undefined, () => allow(), () => modify({ remark: 'x' }), () => refuse(20001, 'no')];
    for (const call of calls) {
      expect(deliberate([listenerOf('A', call), listenerOf('B', call)]).decision).not.toBeInstanceOf(Promise);
      expect(settle(call())).not.toBeInstanceOf(Promise);
    }
  });

  it('asks nobody for the time', () => {
    const timeLeft = (): number => {
      throw new Error('nobody should ask');
    };
    expect(deliberate([listenerOf('A', () => allow())], { timeLeft }).decision).toEqual(ALLOWED);
  });
});
