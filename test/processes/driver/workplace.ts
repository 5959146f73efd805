import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import type { AppOptions } from '../app/app-options.js';
import { readJournal, type JournalEntry } from '../app/journal.js';
import { AppProcess } from './app-process.js';

/** A folder with the compiled programs, an inbox file and journals; removed in the end. */
export class Workplace {
  private readonly apps: AppProcess[] = [];

  private constructor(
    readonly folder: string,
    readonly compiled: string,
  ) {}

  /** @param compiled where compile.js has put the programs. @default they are compiled */
  static async make(compiled?: string): Promise<Workplace> {
    const folder = await mkdtemp(join(tmpdir(), 'openim-inbox-'));
    const programs = compiled ?? join(folder, 'compiled');
    if (compiled === undefined)
      await promisify(execFile)(process.execPath, [resolve('test/processes/compile.js'), programs]);
    return new Workplace(folder, programs);
  }

  get file(): string {
    return join(this.folder, 'inbox.db');
  }

  /** Starts an app on the inbox file, with a journal of its own. */
  start(name: string, options: Partial<AppOptions> = {}): AppProcess {
    const journal = join(this.folder, `${name}.ndjson`);
    const app = new AppProcess(this.compiled, { name, file: this.file, journal, ...options });
    this.apps.push(app);
    return app;
  }

  /** What an app has noted so far. */
  journal(name: string): JournalEntry[] {
    return readJournal(join(this.folder, `${name}.ndjson`));
  }

  /** What all apps have noted so far, app by app in the order they were started. */
  journals(): JournalEntry[][] {
    return this.apps.map(({ name }) => this.journal(name));
  }

  /** Ends all apps and removes everything. */
  async remove(): Promise<void> {
    await Promise.all(this.apps.map((app) => app.end('SIGKILL')));
    await rm(this.folder, { recursive: true, force: true });
  }
}
