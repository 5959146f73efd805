import type { LoggerService } from '@nestjs/common';

/** A logger for Nest that keeps what it is told. */
export class LogLines implements LoggerService {
  readonly lines: string[] = [];

  log = (...args: unknown[]): void => this.add('log', args);
  warn = (...args: unknown[]): void => this.add('warn', args);
  error = (...args: unknown[]): void => this.add('error', args);
  fatal = (...args: unknown[]): void => this.add('fatal', args);
  debug = (): void => undefined;
  verbose = (): void => undefined;

  /** The messages that our module wrote, with their level. */
  ofModule(): string[] {
    return this.lines.filter((line) => line.includes('[OpenImCallback'));
  }

  /** Everything in one text, stacks too. */
  get text(): string {
    return this.lines.join('\n');
  }

  private add(level: string, args: readonly unknown[]): void {
    const [message, ...rest] = args;
    const context = rest.at(-1);
    this.lines.push(
      `${level} [${String(context)}] ${[message, ...rest.slice(0, -1)]
        .filter((part) => part !== undefined)
        .map(String)
        .join(' ')}`,
    );
  }
}
