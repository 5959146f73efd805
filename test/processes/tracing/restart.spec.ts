import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { readBody } from '../../support/bodies.js';
import { postCallback } from '../../support/http.js';
import { waitUntil } from '../driver/wait-until.js';
import { Workplace } from '../driver/workplace.js';
import type { FromTracedApp, SentSpan } from './messages.js';

/** An app in a process of its own, and the spans it has sent. */
class TracedApp {
  readonly spans: SentSpan[] = [];
  readonly listening: Promise<number>;
  private readonly child: ChildProcess;

  constructor({ compiled, file }: Workplace, listener: 'fails' | 'works') {
    this.child = spawn(process.execPath, [join(compiled, 'test/processes/tracing/app.js')], {
      env: { ...process.env, NODE_OPTIONS: '', INBOX: file, LISTENER: listener },
      stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    });
    this.listening = new Promise((resolve) => {
      this.child.on('message', (message: FromTracedApp) => {
        if (message.kind === 'listening') resolve(message.port);
        else this.spans.push(message.span);
      });
    });
  }

  async kill(): Promise<void> {
    if (this.child.exitCode !== null || this.child.signalCode !== null) return;
    const exited = once(this.child, 'exit');
    this.child.kill('SIGKILL');
    await exited;
  }
}

const attemptsOf = (spans: readonly SentSpan[]): SentSpan[] =>
  spans.filter(({ name }) => name.startsWith('process'));

describe('the spans of an event whose process was killed', () => {
  let workplace: Workplace;
  const apps: TracedApp[] = [];

  beforeAll(async () => {
    workplace = await Workplace.make();
  }, 60_000);

  afterAll(async () => {
    await Promise.all(apps.map((app) => app.kill()));
    await workplace.remove();
  });

  it('belong to its callback in the next process too', async () => {
    const first = new TracedApp(workplace, 'fails');
    apps.push(first);
    await postCallback(await first.listening, '/callbackExample', readBody, {
      headers: { operationid: 'op-7' },
    });
    // The note of the last one may die with the process, those before it are on the disk.
    await waitUntil('three attempts', () => attemptsOf(first.spans).length >= 3);
    await first.kill();
    const second = new TracedApp(workplace, 'works');
    apps.push(second);
    const last = await waitUntil('an attempt of the second process', () => attemptsOf(second.spans)[0]);

    const callback = first.spans.find(({ name }) => name.startsWith('receive'));
    const attempts = [...attemptsOf(first.spans), last];
    expect(second.spans).toEqual([last]);
    expect(callback).toMatchObject({ attributes: { 'openim.operation_id': 'op-7' } });
    for (const attempt of attempts) {
      expect(attempt).toMatchObject({
        traceId: callback?.traceId,
        parent: callback?.spanId,
        links: [callback?.spanId],
        attributes: {
          'openim.operation_id': 'op-7',
          'messaging.message.id': callback?.attributes['messaging.message.id'],
        },
      });
    }
    expect(last.attributes).not.toHaveProperty(['error.type']);
    expect(last.attributes['openim.attempt']).toBeGreaterThan(1);
    expect(new Set(attempts.map(({ spanId }) => spanId)).size).toBe(attempts.length);
  }, 60_000);
});
