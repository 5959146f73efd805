import { LazyContext, type ContextFacts } from '../../libs/openim-callback/src/listeners/create-context.js';

/** A context with what a test wants otherwise. */
export const contextWith = (given: Partial<ContextFacts> = {}, signal?: AbortSignal): LazyContext =>
  new LazyContext(
    {
      eventID: 'event-1',
      operationID: 'op-1',
      command: 'callbackX',
      phase: 'after',
      instance: 'default',
      receivedAt: 0,
      attempt: 1,
      raw: Buffer.from('{}'),
      body: {},
      query: '',
      ...given,
    },
    signal && { signal },
  );
