import type { IntakeParts } from '../../intake/intake-parts.js';
import type { Intake } from '../../intake/intake.js';
import { loadPeer } from '../../delivery/load-peer.js';
import type { Observer } from '../observer.js';
import { TracedIntake } from './traced-intake.js';
import { traceListener } from './traced-listener.js';

/** Tracing that runs. */
export interface Tracing {
  readonly observer: Observer;
  /** An intake that begins a span for each callback. */
  readonly makeIntake: (parts: IntakeParts) => Intake;
}

/**
 * Makes spans with the tracer provider that the app has registered.
 *
 * @throws {Error} naming the command that installs @opentelemetry/api when it is missing
 */
export async function startTracing(): Promise<Tracing> {
  const api = await loadPeer('@opentelemetry/api', 'the option tracing', () => import('@opentelemetry/api'));
  const tracer = api.trace.getTracer('nestjs-openim-callback');
  return {
    observer: { around: (listener, call) => traceListener(api, tracer, listener.name, call) },
    makeIntake: (parts) => new TracedIntake(parts, api, tracer),
  };
}
