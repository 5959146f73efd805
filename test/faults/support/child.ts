import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';

/** Another process that holds a database's write lock, as a forgotten sqlite3 shell does. */
export class LockHolder {
  private constructor(private readonly child: ChildProcess) {}

  /** Resolves when it has the lock. */
  static async on(file: string): Promise<LockHolder> {
    const program = `
      const Database = require('libsql');
      const database = new Database(process.argv[1]);
      database.exec('PRAGMA busy_timeout = 10000; BEGIN EXCLUSIVE');
      process.stdout.write('locked');
      setInterval(() => undefined, 1000);
    `;
    const child = spawn(process.execPath, ['-e', program, file], { stdio: ['ignore', 'pipe', 'inherit'] });
    await once(child.stdout, 'data');
    return new LockHolder(child);
  }

  /** Kills it, which gives the lock back. */
  async release(): Promise<void> {
    if (this.child.exitCode !== null || this.child.signalCode !== null) return;
    const exited = once(this.child, 'exit');
    this.child.kill('SIGKILL');
    await exited;
  }
}
