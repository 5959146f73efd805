import { ALLOWED } from '../../../../test/support/bodies.js';
import { intakeWith, said } from '../../../../test/support/intake-fixture.js';
import { MemoryInbox } from '../delivery/inboxes/memory/memory-inbox.js';
import { PROBE_COMMAND } from '../webhooks/probe.js';

const probe = { callbackCommand: PROBE_COMMAND, operationID: 'probe' };
const bytes = Buffer.byteLength(JSON.stringify(probe));

/** An inbox that must be left alone. */
const untouched = Object.assign(new MemoryInbox(), {
  append: () => Promise.reject(new Error('a probe was stored')),
  setAside: () => Promise.reject(new Error('a probe was set aside')),
});

describe('a probe', () => {
  it('is answered with how it arrived, and reaches no listener, stream or inbox', async () => {
    const called: unknown[] = [];
    const call = (event: unknown): unknown => called.push(event);
    const { post, failures, warnings, received } = intakeWith({
      inbox: untouched,
      listeners: [
        { on: 'any', call },
        { on: 'unknown', call },
      ],
    });
    const answer = await post(probe);
    expect(said(answer)).toEqual({
      ...ALLOWED,
      probe: { receiver: 'nestjs-openim-callback', pathKept: true, bytes },
    });
    expect([called, failures, warnings, received]).toEqual([[], [], [], []]);
  });

  it.each(['/', '/callbackAfterSingleMsgReadCommand'])('tells that it arrived at %s', async (target) => {
    const { post, failures } = intakeWith({ inbox: untouched });
    expect(said(await post(probe, { target }))).toMatchObject({ probe: { pathKept: false } });
    expect(failures).toEqual([]);
  });

  it('is turned away like any other without the secret', async () => {
    const { post, failures } = intakeWith({ inbox: untouched, access: { pathSecrets: ['s3cret'] } });
    const answer = await post(probe);
    expect(said(answer)).toMatchObject({ errDlt: 'unauthorised', nextCode: 1 });
    expect(said(answer)).not.toHaveProperty('probe');
    expect(failures).toMatchObject([{ reason: 'unauthorised', command: PROBE_COMMAND }]);
  });
});
