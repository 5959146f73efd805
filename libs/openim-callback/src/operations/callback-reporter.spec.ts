import { contextWith, type ContextWishes } from '../../../../test/support/context.js';
import { Logger } from '@nestjs/common';
import { readFields } from '../../../../test/support/log-fields.js';
import { LogLines } from '../../../../test/support/log-lines.js';
import { until } from '../../../../test/support/until.js';
import type { CallbackFailure } from '../intake/failure.js';
import type { ListenerFailure } from '../listeners/bound-listener.js';
import type { CallbackContext } from '../listeners/callback-context.js';
import { CallbackReporter } from './callback-reporter.js';
import type { CallbackHooks } from './callback-reporter.js';

const failure: CallbackFailure = {
  reason: 'bad-json',
  detail: 'the body is not JSON',
  instance: 'default',
  command: 'callbackX',
  remoteAddress: '10.0.0.1',
};

const contextOf = (given: ContextWishes = {}): CallbackContext =>
  contextWith({
    command: 'callbackX',
    raw: Buffer.from('{"content":"private"}'),
    body: { content: 'private' },
    query: 'key=private',
    ...given,
  });

/** The failure of a listener that is not called again. */
const listenerFailure = (error: unknown, context = contextOf(), retryIn?: number): ListenerFailure => ({
  listener: 'ReadReceipts.onRead',
  context,
  error,
  retryIn,
});

/** A reporter, and the log it writes to. */
function reporterWith(hooks: CallbackHooks = {}): { reporter: CallbackReporter; log: LogLines } {
  const log = new LogLines();
  Logger.overrideLogger(log);
  return { reporter: new CallbackReporter(new Logger('Test'), hooks), log };
}

describe('a failure', () => {
  it('is logged and told to the hook', () => {
    const told: CallbackFailure[] = [];
    const { reporter, log } = reporterWith({ onFailure: (each) => told.push(each) });
    reporter.failure(failure);
    expect(log.lines).toEqual([
      'warn [Test] callbackX from 10.0.0.1: bad-json: the body is not JSON command=callbackX reason=bad-json remoteAddress=10.0.0.1',
    ]);
    expect(told).toEqual([failure]);
  });

  it('is logged without what is not known, and without what may be anything', () => {
    for (const command of [undefined, 'S3cret-segment', 'callbackX\nforged line', '']) {
      const { reporter, log } = reporterWith();
      reporter.failure({ ...failure, command, remoteAddress: undefined });
      expect(log.lines).toEqual([
        'warn [Test] a callback from an unknown address: bad-json: the body is not JSON command=unknown reason=bad-json',
      ]);
    }
  });

  it('is logged once per reason and period, and told to the hook every time', () => {
    const told: unknown[] = [];
    const { reporter, log } = reporterWith({ onFailure: (each) => told.push(each.reason) });
    for (let count = 0; count < 3; count++) reporter.failure(failure);
    reporter.failure({ ...failure, reason: 'unauthorised', detail: 'who are you' });
    expect(log.lines).toEqual([
      'warn [Test] callbackX from 10.0.0.1: bad-json: the body is not JSON command=callbackX reason=bad-json remoteAddress=10.0.0.1',
      'warn [Test] callbackX from 10.0.0.1: unauthorised: who are you command=callbackX reason=unauthorised remoteAddress=10.0.0.1',
    ]);
    expect(told).toEqual(['bad-json', 'bad-json', 'bad-json', 'unauthorised']);
  });

  it('is logged with the number of those that were not', () => {
    const clock = performance.now.bind(performance);
    let ahead = 0;
    performance.now = () => clock() + ahead;
    try {
      const { reporter, log } = reporterWith();
      for (let count = 0; count < 3; count++) reporter.failure(failure);
      ahead = 10_001;
      reporter.failure(failure);
      expect(log.lines[1]).toBe(
        'warn [Test] callbackX from 10.0.0.1: bad-json: the body is not JSON (and 2 more like it) command=callbackX reason=bad-json remoteAddress=10.0.0.1',
      );
    } finally {
      performance.now = clock;
    }
  });
});

describe('the failure of a listener', () => {
  it('is logged with its stack and told to the hook', () => {
    const told: unknown[] = [];
    const { reporter, log } = reporterWith({ onListenerError: (each) => told.push(each) });
    const error = new TypeError('no such thing');
    const context = contextOf();
    reporter.listenerError(listenerFailure(error, context));
    expect(log.lines).toHaveLength(1);
    expect(log.lines[0]).toContain(
      'error [Test] ReadReceipts.onRead failed on callbackX: TypeError: no such thing command=callbackX operationID=op-1 eventID=event-1 reason=listener-failed listener=ReadReceipts.onRead attempt=1',
    );
    expect(log.lines[0]).toContain('callback-reporter.spec');
    expect(told).toEqual([{ listener: 'ReadReceipts.onRead', context, error, retryIn: undefined }]);
    expect(log.text).not.toContain('follows');
  });

  it('is logged with when it is called again', () => {
    const told: unknown[] = [];
    const { reporter, log } = reporterWith({ onListenerError: (each) => told.push(each.retryIn) });
    reporter.listenerError(listenerFailure('busy', contextOf({ attempt: 2 }), 1500));
    expect(log.lines).toEqual([
      'error [Test] ReadReceipts.onRead failed on callbackX: busy; attempt 3 follows in 1500 ms command=callbackX operationID=op-1 eventID=event-1 reason=listener-failed listener=ReadReceipts.onRead attempt=2 retryIn=1500',
    ]);
    expect(told).toEqual([1500]);
  });

  it.each([
    ['a text', 'a text'],
    [undefined, 'undefined'],
    [{ code: 5 }, '[object Object]'],
  ])('is logged when it is no error: %j', (thrown, shown) => {
    const { reporter, log } = reporterWith();
    reporter.listenerError(listenerFailure(thrown));
    expect(log.text).toContain(`failed on callbackX: ${shown} command=`);
  });

  it('is logged every time', () => {
    const { reporter, log } = reporterWith();
    for (let count = 0; count < 3; count++) reporter.listenerError(listenerFailure(new Error('x')));
    expect(log.lines).toHaveLength(3);
  });

  it('shows nothing of the callback', () => {
    const { reporter, log } = reporterWith();
    reporter.listenerError(listenerFailure(new Error('x')));
    expect(log.text).not.toContain('private');
  });

  it('cannot be made to forge lines', () => {
    const { reporter, log } = reporterWith();
    const context = contextOf({ command: 'x\nforged', operationID: 'y\nforged' });
    reporter.listenerError(listenerFailure('text', context));
    reporter.warning('text\nforged', { id: 'event-1', command: 'x\nforged', operationID: 'y\nforged' });
    reporter.failure({ ...failure, detail: 'text\nforged', operationID: 'y\nforged' });
    for (const line of log.lines) {
      expect(line.split('\n')).toHaveLength(1);
      expect(readFields(line)).toMatchObject({ operationID: 'y\nforged' });
    }
  });
});

describe('the message of an error', () => {
  it('is on one line, and in the stack too', () => {
    const { reporter, log } = reporterWith();
    const error = new Error('first\nERROR forged\n\u001b[31m command=forged');
    reporter.listenerError(listenerFailure(error));
    const [line = '', again, ...frames] = String(log.lines[0])
      .split(/ (?=Error: first)|\n/)
      .slice(1);
    expect(readFields(line)).toMatchObject({ command: 'callbackX', eventID: 'event-1' });
    expect(again).toBe(line.slice(0, line.lastIndexOf(' command=')));
    expect(frames.length).toBeGreaterThan(1);
    expect(frames.filter((frame) => !frame.startsWith('    at '))).toEqual([]);
  });
});

describe('storage', () => {
  it('that fails or is back is logged and told to the hook', () => {
    const told: unknown[] = [];
    const { reporter, log } = reporterWith({ onStorage: (problem) => told.push(problem) });
    reporter.storage('the disk is full: make room');
    reporter.storage(undefined);
    expect(log.lines).toEqual([
      'error [Test] The storage of the inbox fails: the disk is full: make room',
      'log [Test] The storage of the inbox is back: what was held is being stored',
    ]);
    expect(told).toEqual(['the disk is full: make room', undefined]);
  });
});

describe('a warning', () => {
  it('is logged', () => {
    const { reporter, log } = reporterWith();
    reporter.warning('beware', { id: 'event-1', command: 'callbackX', operationID: '' });
    expect(log.lines).toEqual(['warn [Test] beware command=callbackX eventID=event-1 reason=warning']);
  });
});

describe('a hook', () => {
  const told = (reporter: CallbackReporter): void => {
    reporter.failure(failure);
    reporter.listenerError(listenerFailure('x'));
    reporter.storage('the disk is full');
  };

  it.each<[string, () => unknown]>([
    [
      'throws',
      () => {
        throw new Error('hook broke');
      },
    ],
    ['rejects', () => Promise.reject(new Error('hook broke'))],
    [
      'returns a thenable that rejects',
      () => ({ then: (_done: unknown, failed: (error: Error) => void) => failed(new Error('hook broke')) }),
    ],
  ])('that %s is logged and disturbs nothing', async (_what, hook) => {
    const { reporter, log } = reporterWith({ onFailure: hook, onListenerError: hook, onStorage: hook });
    told(reporter);
    const broken = () => log.lines.filter((line) => line === 'error [Test] a hook failed: Error: hook broke');
    await until(() => broken().length === 3);
    expect(log.lines).toHaveLength(6);
  });

  it('may be slow, or missing', () => {
    const { reporter, log } = reporterWith({ onFailure: () => new Promise(() => undefined) });
    told(reporter);
    expect(log.lines).toHaveLength(3);
  });
});
