import type { Definition } from '../../contract/definitions.js';
import type { AcceptedEvent } from '../../delivery/accepted-event.js';
import type { CallbackFailure, FailureReason } from '../../intake/failure.js';
import type { RequestHead } from '../../intake/request.js';
import type { Observer } from '../observer.js';
import type { DiagnosisReport, SourceReport, Traffic } from './diagnosis-report.js';

/** What the diagnosis of a module instance needs to know and whom it tells. */
export interface DiagnosisParts {
  /** The commands that listeners name, in wire names. */
  readonly listened: () => readonly string[];
  /** Whether somebody listens to a command, by its name or to everything. */
  readonly isHeard: (command: string) => boolean;
  /** The sender's address as far as proxies are trusted. */
  readonly senderOf: (head: RequestHead) => string | undefined;
  /** Told once of each command that nobody listens to; without a definition for those of no known name. */
  readonly onUnheard: (definition: Definition | undefined) => void;
  /** Told of what a sender sent in the last stretch of time. */
  readonly onTraffic: (source: SourceReport) => void;
  /** In milliseconds. @default performance.now */
  readonly now?: () => number;
}

/** Addresses may be forged: no more senders than this are watched. */
const MOST_SOURCES = 64;

interface Source {
  readonly service: string;
  readonly address: string;
  readonly traffic: SourceTraffic;
}

/** Watches what arrives and compares it with what the app listens to and with what OpenIM can send. */
export class Diagnosis implements Observer {
  private readonly seen = new Map<string, number>();
  private readonly unheard = new Map<string, number>();
  private readonly failures = new Map<FailureReason, number>();
  private readonly sources: Source[] = [];
  private readonly now: () => number;

  constructor(private readonly parts: DiagnosisParts) {
    this.now = parts.now ?? performance.now.bind(performance);
  }

  readonly answered = (head: RequestHead, { definition, command, receivedAt }: AcceptedEvent): void => {
    if (definition) this.seen.set(definition.command, receivedAt);
    if (!this.parts.isHeard(definition?.command ?? command)) this.noteUnheard(definition);
    if (definition?.phase !== 'after') return;
    const now = this.now();
    const source = this.sourceOf(definition.service, this.parts.senderOf(head) ?? 'unknown', now);
    const ended = source?.traffic.add(now, now - head.startedAt);
    if (source && ended) this.parts.onTraffic(reportOf(source, ended));
  };

  readonly failed = ({ reason }: CallbackFailure): void => {
    this.failures.set(reason, (this.failures.get(reason) ?? 0) + 1);
  };

  /** Everything that was found out so far. */
  report(): DiagnosisReport {
    const listened = this.parts.listened();
    const now = this.now();
    return {
      unheard: Object.fromEntries(this.unheard),
      neverSeen: listened.filter((command) => !this.seen.has(command)),
      lastSeen: Object.fromEntries(
        listened.flatMap((command) => {
          const at = this.seen.get(command);
          return at === undefined ? [] : [[command, at]];
        }),
      ),
      failures: Object.fromEntries(this.failures),
      sources: this.sources.map((source) => reportOf(source, source.traffic.at(now))),
    };
  }

  /** Whether any callback has come that could be used. */
  get hasSeenAny(): boolean {
    return this.seen.size > 0 || this.unheard.size > 0;
  }

  private noteUnheard(definition: Definition | undefined): void {
    const name = definition?.command ?? 'unknown';
    const count = this.unheard.get(name) ?? 0;
    this.unheard.set(name, count + 1);
    if (count === 0) this.parts.onUnheard(definition);
  }

  private sourceOf(service: string, address: string, now: number): Source | undefined {
    // They are few: a key made of both for each callback would cost more.
    for (const known of this.sources) {
      if (known.service === service && known.address === address) return known;
    }
    if (this.sources.length >= MOST_SOURCES) return undefined;
    const source = { service, address, traffic: new SourceTraffic(now) };
    this.sources.push(source);
    return source;
  }
}

const reportOf = ({ service, address }: Source, traffic: Traffic): SourceReport => ({
  service,
  address,
  ...traffic,
});

/** Each OpenIM service process sends its after callbacks with two workers, one callback at a time each. */
const WORKERS = 2;

/** Milliseconds that a sender is watched before it is judged. */
const STRETCH = 30_000;

/** Measures one sender over the current stretch of time and the one before. Times are in milliseconds. */
export class SourceTraffic {
  private count = 0;
  private busy = 0;
  private before: { readonly since: number; readonly count: number; readonly busy: number } | undefined;

  constructor(private since: number) {}

  /** Adds an answered callback. Returns what was sent in the stretch that it has ended, if it has. */
  add(now: number, duration: number): Traffic | undefined {
    let ended: Traffic | undefined;
    if (now - this.since >= STRETCH) {
      ended = trafficOf(this.count, this.busy, now - this.since);
      this.before = { since: this.since, count: this.count, busy: this.busy };
      this.since = now;
      this.count = 0;
      this.busy = 0;
    }
    this.count++;
    this.busy += duration;
    return ended;
  }

  /** What it sends. */
  at(now: number): Traffic {
    // Nothing has arrived to end the stretch: what was before it is too long ago.
    const before = now - this.since < STRETCH ? this.before : undefined;
    const { since, count, busy } = before ?? { since: this.since, count: 0, busy: 0 };
    return trafficOf(this.count + count, this.busy + busy, now - since);
  }
}

function trafficOf(count: number, busy: number, milliseconds: number): Traffic {
  // A sender that has just begun is not judged by its first milliseconds.
  const span = Math.max(milliseconds, 1000);
  return {
    rate: (count * 1000) / span,
    latency: count === 0 ? 0 : busy / count / 1000,
    ceiling: busy === 0 ? undefined : (WORKERS * 1000 * count) / busy,
    utilization: busy / (WORKERS * span),
  };
}
