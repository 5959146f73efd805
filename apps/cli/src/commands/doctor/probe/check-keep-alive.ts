import type { Io } from '../../../io.js';
import { formatDuration } from '../../../output/milliseconds.js';
import { type Finding, found } from '../../../webhooks/finding.js';
import { summarise, ProbeSender, type ProbeTarget } from './probe-sender.js';

/** How long an idle connection stayed open, in seconds, and what is wrong with that. */
export interface KeepAliveCheck {
  readonly idle: number | null;
  readonly findings: readonly Finding[];
}

/** How long a connection may take to become idle after its answer, in milliseconds. */
const SETTLE = 1000;

/** Leaves a connection idle for so many seconds, and then sends another probe over it. */
export async function checkKeepAlive(
  target: ProbeTarget,
  seconds: number,
  { timers }: Pick<Io, 'timers'>,
): Promise<KeepAliveCheck> {
  const kept = signal<true>();
  const closed = signal<number>();
  const sender = new ProbeSender(target, { idle: () => kept.give(true), closedIdle: closed.give });
  const within = <T>(event: Promise<T>, milliseconds: number): Promise<T | undefined> =>
    new Promise((resolve) => {
      const cancel = timers.start(() => resolve(undefined), milliseconds);
      void event.then((value) => {
        cancel();
        resolve(value);
      });
    });
  try {
    await sender.send();
    if ((await within(kept.given, SETTLE)) === undefined) return { idle: null, findings: [OFF] };
    const after = await within(closed.given, seconds * 1000);
    if (after !== undefined) return { idle: after / 1000, findings: [short(after)] };
    const again = await sender.send();
    return { idle: seconds, findings: again.status === null ? [lost(seconds, summarise(again))] : [] };
  } finally {
    await sender.close();
  }
}

/** Something that happens once. */
function signal<T>(): { readonly given: Promise<T>; readonly give: (value: T) => void } {
  let give: (value: T) => void = () => undefined;
  const given = new Promise<T>((resolve) => (give = resolve));
  return { given, give: (value) => give(value) };
}

const OFF = found({
  code: 'keep-alive-off',
  severity: 'warning',
  reason: 'the connection is closed after each answer, so that every callback pays for a new one',
  fix: 'let what stands before the app keep connections; in nginx: keepalive_timeout above any pause between callbacks',
});

const short = (milliseconds: number): Finding =>
  found({
    code: 'keep-alive-short',
    severity: 'error',
    reason: `an idle connection was closed after ${formatDuration(milliseconds)}: OpenIM keeps connections for ever and sends no POST twice, so that a callback which meets the closing is lost, or refuses what it guards`,
    fix: "keep idle connections open for hours; in nginx: keepalive_timeout 1h; in Node: server.keepAliveTimeout = 0, which is the module's default",
  });

const lost = (seconds: number, cause: string): Finding =>
  found({
    code: 'keep-alive-lost',
    severity: 'error',
    reason: `after ${seconds} s idle a connection was dead without having been closed (${cause}): something on the way forgets it`,
    fix: 'raise the idle timeout of the load balancer, firewall or NAT on the way',
  });
