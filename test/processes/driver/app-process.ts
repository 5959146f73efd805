import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import type { InboxState } from '../../../libs/openim-callback/src/inbox.js';
import { APP_OPTIONS, type AppOptions } from '../app/app-options.js';
import { microseconds } from '../app/journal.js';
import type { FromApp, ToApp } from '../app/messages.js';

/** How a process ended. */
export interface Ended {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  /** On the clock of the journal. */
  readonly at: number;
}

type StateOfApp = { readonly state: InboxState; readonly peakRss: number };

/** An app in a process of its own. */
export class AppProcess {
  /** Resolves with the url for webhooks.yml; never when it ends before. */
  readonly listening: Promise<string>;
  readonly ended: Promise<Ended>;
  /** What it wrote to standard error. */
  errors = '';
  private readonly child: ChildProcess;
  private readonly asking: ((state: StateOfApp) => void)[] = [];

  /** @param compiled where compile.js has put the programs */
  constructor(
    compiled: string,
    readonly options: AppOptions,
  ) {
    this.child = spawn(process.execPath, [join(compiled, 'test/processes/app/main.js')], {
      env: { ...process.env, NODE_OPTIONS: '', [APP_OPTIONS]: JSON.stringify(options) },
      stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
    });
    this.child.stderr?.on('data', (text: Buffer) => (this.errors += text.toString()));
    this.listening = new Promise((resolve) => {
      this.child.on('message', (message: FromApp) => {
        if (message.kind === 'listening') resolve(`http://127.0.0.1:${message.port}/cb`);
        else this.asking.shift()?.(message);
      });
    });
    this.ended = once(this.child, 'exit').then(([code, signal]: (number | NodeJS.Signals | null)[]) => ({
      code: typeof code === 'number' ? code : null,
      signal: typeof signal === 'string' ? signal : null,
      at: microseconds(),
    }));
  }

  get name(): string {
    return this.options.name;
  }

  /** Sends it a signal; says on the clock of the journal when. */
  signal(signal: NodeJS.Signals): number {
    const at = microseconds();
    this.child.kill(signal);
    return at;
  }

  /** Ends it with a signal and waits for its end. */
  async end(signal: NodeJS.Signals): Promise<Ended> {
    this.signal(signal);
    return this.ended;
  }

  /** What its inbox holds, and the memory it had at most. */
  async state(): Promise<StateOfApp> {
    const answer = new Promise<StateOfApp>((resolve) => this.asking.push(resolve));
    this.child.send({ kind: 'state' } satisfies ToApp);
    const gone = this.ended.then(() => {
      throw new Error(`${this.name} has ended: ${this.errors}`);
    });
    return Promise.race([answer, gone]);
  }
}
