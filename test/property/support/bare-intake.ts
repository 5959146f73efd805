import { Command, type OpenImEvent } from 'nestjs-openim-callback';
import type { CommandKey } from 'nestjs-openim-callback/contract';
import { MemoryInbox } from 'nestjs-openim-callback/inbox';
import { DEFAULT_RETRY } from '../../../libs/openim-callback/src/delivery/retry/retry-policy.js';
import { AccessControl } from '../../../libs/openim-callback/src/intake/access/access-control.js';
import { DEFAULT_FAILURE_REPLY } from '../../../libs/openim-callback/src/intake/failure-answers.js';
import { Intake } from '../../../libs/openim-callback/src/intake/intake.js';
import type { Answer, RequestHead } from '../../../libs/openim-callback/src/intake/request.js';
import { bindListeners } from '../../../libs/openim-callback/src/listeners/listener-registry.js';
import { DEFAULT_ERROR_CODES } from '../../../libs/openim-callback/src/replies/error-codes.js';
import { targetThat } from '../../support/delivery-target.js';

/** An intake without Nest and HTTP, with a listener for every command. */
export interface BareIntake {
  /** Gives it a request as the mounts do. */
  readonly receive: (head: Partial<RequestHead>, raw: Buffer) => Answer | Promise<Answer>;
  readonly inbox: MemoryInbox;
  /** Listeners that failed; none should. */
  readonly errors: unknown[];
}

/** Makes one whose before listeners decide with the given function. */
export function bareIntake(
  decide: (event: OpenImEvent) => unknown,
  pathSecrets?: readonly string[],
): BareIntake {
  const inbox = new MemoryInbox();
  const errors: unknown[] = [];
  void inbox.start(targetThat(undefined, ({ error }) => errors.push(error)));
  const listeners = (Object.keys(Command) as CommandKey[]).map((name) => ({
    name,
    method: name,
    owner: Object,
    metadata: { target: { kind: 'command', command: Command[name] } as const, options: {} },
    call: decide,
  }));
  const intake = new Intake({
    instance: 'default',
    registry: bindListeners(listeners, 'default', { onFailure: 'refuse', retry: DEFAULT_RETRY }),
    inbox,
    access: new AccessControl(pathSecrets ? { pathSecrets } : {}),
    suppressed: new Set(['afterMsgSaveDB']),
    deadline: 4000,
    errCodes: DEFAULT_ERROR_CODES,
    failure: DEFAULT_FAILURE_REPLY,
    onFailure: () => undefined,
    onListenerError: (_listener, _context, error) => errors.push(error),
    onWarning: (warning) => errors.push(warning),
    received: { observed: false, next: () => undefined },
  });
  const receive: BareIntake['receive'] = (head, raw) => {
    const admission = intake.admit({
      method: 'POST',
      target: '',
      headers: {},
      remoteAddress: '127.0.0.1',
      startedAt: performance.now(),
      ...head,
    });
    return admission.ok ? intake.receive(admission.request, raw) : admission.answer;
  };
  return { receive, inbox, errors };
}
