import type * as Otel from '@opentelemetry/api';

type Carrier = Record<string, string>;

/** A trace as a text that can be stored: what the app's propagator would send along with a request. */
export function writeTrace({ propagation }: typeof Otel, context: Otel.Context): string | undefined {
  const carrier: Carrier = {};
  propagation.inject(context, carrier);
  return Object.keys(carrier).length === 0 ? undefined : JSON.stringify(carrier);
}

/** The context of a trace that was stored; one without a span when there was none or it cannot be read. */
export function readTrace(
  { propagation, ROOT_CONTEXT }: typeof Otel,
  text: string | undefined,
): Otel.Context {
  if (text === undefined) return ROOT_CONTEXT;
  try {
    return propagation.extract(ROOT_CONTEXT, JSON.parse(text) as Carrier);
  } catch {
    return ROOT_CONTEXT;
  }
}
