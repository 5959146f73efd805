import { randomUUID } from 'node:crypto';
import type { Inbox } from '../delivery/inbox.js';
import { AccessControl } from '../intake/access/access-control.js';
import { Intake } from '../intake/intake.js';
import type { RequestHead } from '../intake/request.js';
import type { SendRequest, SendResult } from './api.js';
import { partsOf, type Inspected } from './inspected-instances.js';

/** Nobody hears of what is only tried. */
const NOBODY = { observed: false, next: () => undefined };

/**
 * Sends a callback through the intake of an instance, past its access control, and marks it as a test. Before
 * listeners decide on it as on any other; what an after callback would store is stored only when that is asked for.
 *
 * @throws {Problem} before the app has started
 */
export async function sendCallback(
  inspected: Inspected,
  { command, body, deliver = false }: Omit<SendRequest, 'instance'>,
  remoteAddress: string | undefined,
): Promise<SendResult> {
  const { observer } = inspected;
  const parts = partsOf(inspected);
  const head: RequestHead = {
    method: 'POST',
    target: `/${encodeURIComponent(command)}`,
    headers: {
      'content-type': 'application/json; charset=utf-8',
      operationid: `inspector-${randomUUID()}`,
    },
    remoteAddress,
    startedAt: performance.now(),
  };
  let id = '';
  const intake = new Intake({
    ...parts,
    access: new AccessControl({}),
    ...(!deliver && { inbox: storingNothing(parts.inbox), received: NOBODY }),
    onFailure: (failure, request) => {
      id = observer.keepFailed(failure, request, true);
    },
    onListenerError: ({ name: listener }, context, error) =>
      observer.listenerFailed({ listener, context, error, retryIn: undefined }),
    onAnswered: (each, record, outcome, answer) => {
      id = observer.keepAnswered(each, record, outcome, answer, true);
    },
  });
  const admission = intake.admit(head);
  const { body: answer } = admission.ok
    ? await intake.receive(admission.request, Buffer.from(body))
    : admission.answer;
  return { id, answer: answer.toString(), took: performance.now() - head.startedAt };
}

/** An inbox that takes everything and keeps nothing. */
const storingNothing = (inbox: Inbox): Inbox => ({
  start: () => undefined,
  append: () => 'stored',
  setAside: () => undefined,
  drain: () => Promise.resolve({ undelivered: 0 }),
  close: () => undefined,
  deadLetters: inbox.deadLetters,
  state: () => inbox.state(),
});
