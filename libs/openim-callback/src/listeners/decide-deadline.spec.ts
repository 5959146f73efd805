import { NEVER } from 'rxjs';
import { deliberate, listenerOf } from '../../../../test/support/deciding.js';
import { gate } from '../../../../test/support/until.js';
import { allow, modify, refuse, type Reply } from '../replies/reply.js';
import { DeadlineError } from './bound-listener.js';

const { jest } = import.meta;

const ALLOWED = { kind: 'allow', changes: {} };
const FAILED = { kind: 'failed' };

const never = (): Promise<never> => new Promise(() => undefined);

describe('the deadline of a decision', () => {
  beforeEach(() => {
    jest.useFakeTimers();
  });
  afterEach(() => {
    expect(jest.getTimerCount()).toBe(0);
    jest.useRealTimers();
  });

  describe('the deadline', () => {
    it.each([
      ['refuse', FAILED],
      ['allow', ALLOWED],
    ] as const)('answers for a listener that does not, as its policy says: %s', async (policy, expected) => {
      const { decision, errors } = deliberate([listenerOf('A', never, policy)]);
      await jest.advanceTimersByTimeAsync(999);
      expect(errors).toEqual([]);
      await jest.advanceTimersByTimeAsync(1);
      expect(errors).toEqual([['A', new DeadlineError(1000)]]);
      await expect(decision).resolves.toEqual(expected);
    });

    it('answers for an observable that does not end', async () => {
      const { decision } = deliberate([listenerOf('A', () => NEVER)]);
      await jest.advanceTimersByTimeAsync(1000);
      await expect(decision).resolves.toEqual(FAILED);
    });

    it('counts from the arrival of the callback', async () => {
      const { decision, errors } = deliberate([listenerOf('A', never)], { timeLeft: () => 300 });
      await jest.advanceTimersByTimeAsync(299);
      expect(errors).toEqual([]);
      await jest.advanceTimersByTimeAsync(1);
      await expect(decision).resolves.toEqual(FAILED);
      expect(errors).toEqual([['A', new DeadlineError(1000)]]);
    });

    it('has passed already when nothing is left of it', async () => {
      const { decision } = deliberate([listenerOf('A', never)], { timeLeft: () => -50 });
      await jest.advanceTimersByTimeAsync(1);
      await expect(decision).resolves.toEqual(FAILED);
    });

    it('is for all listeners together', async () => {
      const waiting = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 600));
      const { decision, errors } = deliberate([listenerOf('A', waiting), listenerOf('B', waiting)]);
      await jest.advanceTimersByTimeAsync(1000);
      await expect(decision).resolves.toEqual(FAILED);
      expect(errors).toEqual([['B', new DeadlineError(1000)]]);
      await jest.advanceTimersByTimeAsync(200);
    });

    it('leaves no timer behind when listeners answer in time', async () => {
      const { decision, errors, aborts } = deliberate([listenerOf('A', () => Promise.resolve(allow()))]);
      await expect(decision).resolves.toEqual(ALLOWED);
      expect(jest.getTimerCount()).toBe(0);
      expect([errors, aborts]).toEqual([[], []]);
    });
  });

  describe('listeners that were not heard', () => {
    it('refuse when one of them would, though it was never asked', async () => {
      const asked: string[] = [];
      const { decision, errors } = deliberate([
        listenerOf('A', never, 'allow'),
        listenerOf('B', () => void asked.push('B'), 'allow'),
        listenerOf('C', () => void asked.push('C'), 'refuse'),
      ]);
      await jest.advanceTimersByTimeAsync(1000);
      await expect(decision).resolves.toEqual(FAILED);
      expect(asked).toEqual([]);
      expect(errors).toEqual([['A', new DeadlineError(1000)]]);
    });

    it('allow when all of them would, with what others changed, though one that was heard would refuse', async () => {
      const { decision } = deliberate([
        listenerOf('A', () => Promise.resolve(modify({ remark: 'Bob' })), 'refuse'),
        listenerOf('B', never, 'allow'),
        listenerOf('C', () => undefined, 'allow'),
      ]);
      await jest.advanceTimersByTimeAsync(1000);
      await expect(decision).resolves.toEqual({ kind: 'allow', changes: { remark: 'Bob' } });
    });
  });

  describe('a late answer', () => {
    it.each([
      ['allows', allow()],
      ['refuses', refuse(20001, 'late')],
      ['modifies', modify({ remark: 'late' })],
    ] as const)('that %s changes nothing, and nobody else is asked', async (_what, reply: Reply) => {
      const asked: string[] = [];
      const answer = gate<Reply>();
      const { decision, errors } = deliberate([
        listenerOf('A', () => answer.promise, 'allow'),
        listenerOf('B', () => void asked.push('B'), 'allow'),
      ]);
      await jest.advanceTimersByTimeAsync(1000);
      const decided = await decision;
      expect(decided).toEqual(ALLOWED);
      answer.open(reply);
      await jest.advanceTimersByTimeAsync(1000);
      expect(asked).toEqual([]);
      expect(decided).toEqual(ALLOWED);
      expect(errors).toEqual([['A', new DeadlineError(1000)]]);
    });

    it('that is an error is told, since it may say why it was late', async () => {
      const { decision, errors } = deliberate([
        listenerOf(
          'A',
          () => new Promise((_resolve, reject) => setTimeout(() => reject(new Error('slow query')), 1500)),
        ),
      ]);
      await jest.advanceTimersByTimeAsync(1000);
      await expect(decision).resolves.toEqual(FAILED);
      await jest.advanceTimersByTimeAsync(500);
      expect(errors).toEqual([
        ['A', new DeadlineError(1000)],
        ['A', new Error('slow query')],
      ]);
    });
  });

  describe('the abort', () => {
    it('comes with the deadline, once it is told, and reaches the signal of the context', async () => {
      const heard: string[] = [];
      const { decision, aborts, context } = deliberate([
        listenerOf('A', (_event, { signal }) => {
          signal.addEventListener('abort', () => heard.push('A'));
          return never();
        }),
      ]);
      await jest.advanceTimersByTimeAsync(999);
      expect([aborts, heard, context.signal.aborted]).toEqual([[], [], false]);
      await jest.advanceTimersByTimeAsync(1);
      expect(context.signal.aborted).toBe(true);
      expect(heard).toEqual(['A']);
      expect(aborts).toEqual([1]);
      await expect(decision).resolves.toEqual(FAILED);
    });

    it('lets a listener that heeds it still not decide', async () => {
      const heeding = listenerOf(
        'A',
        (_event, { signal }) =>
          new Promise((resolve) => signal.addEventListener('abort', () => resolve(refuse(20001, 'no')))),
        'allow',
      );
      const { decision } = deliberate([heeding]);
      await jest.advanceTimersByTimeAsync(1000);
      await expect(decision).resolves.toEqual(ALLOWED);
    });
  });

  describe('DeadlineError', () => {
    it('names the time that was not enough', () => {
      const error = new DeadlineError(4000);
      expect(error).toBeInstanceOf(Error);
      expect(`${error}`).toBe('DeadlineError: no decision within 4000 ms');
    });
  });
});
