import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import type { FromTracedApp, SentSpan, TracedInbox } from './messages.js';

/** What an app is started with. */
export interface TracedAppOptions {
  /** Where compile.js has put the programs. */
  readonly compiled: string;
  readonly inbox: TracedInbox;
  readonly listener: 'fails' | 'works';
}

/** An app in a process of its own, and the spans it has sent. */
export class TracedApp {
  readonly spans: SentSpan[] = [];
  readonly listening: Promise<number>;
  private readonly child: ChildProcess;

  constructor({ compiled, inbox, listener }: TracedAppOptions) {
    this.child = spawn(process.execPath, [join(compiled, 'test/processes/tracing/app.js')], {
      env: { ...process.env, NODE_OPTIONS: '', INBOX: JSON.stringify(inbox), LISTENER: listener },
      stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    });
    this.listening = new Promise((resolve) => {
      this.child.on('message', (message: FromTracedApp) => {
        if (message.kind === 'listening') resolve(message.port);
        else this.spans.push(message.span);
      });
    });
  }

  /** The spans of listeners' calls. */
  get attempts(): SentSpan[] {
    return this.spans.filter(({ name }) => name.startsWith('process'));
  }

  /** The span of the callback. */
  get callback(): SentSpan | undefined {
    return this.spans.find(({ name }) => name.startsWith('receive'));
  }

  async kill(): Promise<void> {
    if (this.child.exitCode !== null || this.child.signalCode !== null) return;
    const exited = once(this.child, 'exit');
    this.child.kill('SIGKILL');
    await exited;
  }
}

/** Expects attempts of a callback, wherever they were made, to be in its trace. */
export function expectOneTrace(callback: SentSpan | undefined, attempts: readonly SentSpan[]): void {
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
  expect(new Set(attempts.map(({ spanId }) => spanId)).size).toBe(attempts.length);
}
