import type { Definition } from '../../contract/definitions.js';
import { allDefinitions } from '../../contract/definitions.js';
import { withFields } from '../log-fields.js';
import { LogThrottle } from '../log-throttle.js';
import type { SourceReport } from './diagnosis-report.js';

/** The part of its ceiling from which on a sender is warned about. */
const NEAR = 0.7;

/** Milliseconds between two warnings about one sender. */
const PERIOD = 300_000;

/** Turns what the diagnosis finds into lines for a person who can do something about it. */
export class DiagnosisLog {
  private readonly throttle = new LogThrottle(PERIOD);

  constructor(private readonly warn: (line: string) => void) {}

  readonly unheard = (definition: Definition | undefined): void => {
    if (!definition) {
      const text = `commands of unknown names arrive: @OnUnknownCallback() hears them; this version knows ${allDefinitions().length}`;
      this.warn(withFields(text, { command: 'unknown', reason: 'unheard' }));
      return;
    }
    const { command, key, phase } = definition;
    const cost =
      phase === 'before' ? 'users wait for its answer' : 'it takes the place of events that are heard';
    const text = `${command} arrives and nobody listens to it, while ${cost}: set ${key}.enable to false in webhooks.yml`;
    this.warn(withFields(text, { command, reason: 'unheard' }));
  };

  readonly traffic = ({ service, address, rate, latency, ceiling, utilization }: SourceReport): void => {
    if (utilization < NEAR || ceiling === undefined) return;
    if (this.throttle.enter(`${service} ${address}`) === undefined) return;
    this.warn(
      `${service} at ${address} sends ${rate.toFixed(1)} events a second, and can send ${ceiling.toFixed(1)} while ` +
        `an answer takes ${(latency * 1000).toFixed(1)} ms: with more it loses events without a word. ` +
        'Answer faster, or run more of that service',
    );
  };

  /** Told once, some time after the start. */
  neverSeen(commands: readonly string[], minutes: number, hasSeenAny: boolean): void {
    if (commands.length === 0) return;
    const keys = allDefinitions()
      .filter(({ command }) => commands.includes(command))
      .map(({ key }) => key);
    this.warn(
      hasSeenAny
        ? `in ${minutes} minutes OpenIM has not sent ${keys.join(', ')}: is it enabled in webhooks.yml?`
        : `in ${minutes} minutes OpenIM has sent nothing at all: check url and enable in webhooks.yml, ` +
            'restart OpenIM after a change, and see that it can reach this host',
    );
  }
}
