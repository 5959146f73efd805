import { setImmediate as turn } from 'node:timers/promises';
import { Injectable } from '@nestjs/common';
import { Registry, register } from 'prom-client';
import { readBody, sendBody } from '../../../../../test/support/bodies.js';
import { closeApps, startApp } from '../../../../../test/support/callback-app.js';
import { postCallback } from '../../../../../test/support/http.js';
import { Command } from '../../contract/commands.js';
import { eventually } from '../../delivery/inbox-suite/eventually.js';
import { MemoryInbox } from '../../delivery/inboxes/memory/memory-inbox.js';
import {
  BeforeSendSingleMsg,
  OnSingleMsgRead,
  OnUnknownCallback,
  OnUserOnline,
} from '../../listeners/decorators.js';
import { OpenImCallbackModule } from '../../openim-callback.module.js';
import { refuse } from '../../replies/reply.js';

@Injectable()
class Listeners {
  failures = 0;

  @OnSingleMsgRead({ retry: { maxAttempts: 3, minDelay: 1, maxDelay: 1 } })
  async onRead(): Promise<void> {
    await turn();
    if (this.failures-- > 0) throw new Error('not yet');
  }

  @BeforeSendSingleMsg()
  onSend() {
    return refuse(20001, 'no');
  }

  @OnUserOnline()
  onOnline(): void {
    throw new Error('only called when somebody comes online');
  }
}

/** The samples of a metric, by their labels without the receiver. */
async function samples(registry: Registry, metric: string): Promise<Record<string, number>> {
  const found = await registry.getSingleMetric(metric)?.get();
  return Object.fromEntries(
    (found?.values ?? []).map(({ labels, value }) => {
      const others = Object.entries(labels).filter(([name]) => name !== 'receiver');
      return [others.map(([, label]) => label).join(' '), value];
    }),
  );
}

const REQUESTS = 'openim_callback_requests_total';
const ATTEMPTS = 'openim_callback_listener_attempts_total';

const post = (port: number, body: Parameters<typeof postCallback>[2]): Promise<unknown> =>
  postCallback(port, '/callbackExample', body);

describe('the metrics', () => {
  afterEach(async () => {
    await closeApps();
    register.clear();
  });

  it('count each request once, by what came of it', async () => {
    const registry = new Registry();
    const { port } = await startApp({
      options: { metrics: { registry }, access: { pathSecrets: ['secret-secret'] } },
      providers: [Listeners],
    });
    const path = '/callbackExample/secret-secret';
    await postCallback(port, path, readBody);
    await postCallback(port, path, sendBody);
    await postCallback(port, path, { ...readBody, callbackCommand: Command.afterRevokeMsg });
    await postCallback(port, path, { callbackCommand: 'callbackOfTomorrow' });
    await postCallback(port, path, { callbackCommand: 'callbackOfTheDayAfter' });
    await postCallback(port, '/callbackExample/guess', readBody);
    await fetch(`http://127.0.0.1:${port}${path}`);
    await fetch(`http://127.0.0.1:${port}${path}`, { method: 'POST', body: '{' });
    expect(await samples(registry, REQUESTS)).toEqual({
      [`after ${Command.afterSingleMsgRead} accepted`]: 1,
      [`before ${Command.beforeSendSingleMsg} refused`]: 1,
      [`after ${Command.afterRevokeMsg} unheard`]: 1,
      'unknown unknown unheard': 2,
      [`after ${Command.afterSingleMsgRead} unauthorised`]: 1,
      'unknown unknown wrong_method': 1,
      'unknown unknown bad_json': 1,
    });
    const durations = await samples(registry, 'openim_callback_request_duration_seconds');
    expect(durations['after']).toBeGreaterThan(0);
    expect(await registry.metrics()).toMatch(/request_duration_seconds_count\{[^}]*phase="before"[^}]*\} 1/);
  });

  it('count what nobody wants, and whom it was kept from', async () => {
    @Injectable()
    class Filtered {
      @OnSingleMsgRead({ where: { userID: 'somebody else' } })
      onRead(): void {}

      @BeforeSendSingleMsg({ name: 'check', where: () => false })
      check(): void {}
    }
    const registry = new Registry();
    const { port } = await startApp({ options: { metrics: { registry } }, providers: [Filtered] });
    await post(port, readBody);
    await post(port, { ...readBody, userID: 'somebody else' });
    await post(port, sendBody);
    expect(await samples(registry, REQUESTS)).toEqual({
      [`after ${Command.afterSingleMsgRead} filtered`]: 1,
      [`after ${Command.afterSingleMsgRead} accepted`]: 1,
      [`before ${Command.beforeSendSingleMsg} allowed`]: 1,
    });
    expect(await samples(registry, 'openim_callback_listener_filtered_total')).toEqual({
      'Filtered.onRead': 1,
      check: 1,
    });
  });

  it('count what came of the calls of listeners', async () => {
    const registry = new Registry();
    const { app, port } = await startApp({ options: { metrics: { registry } }, providers: [Listeners] });
    app.get(Listeners).failures = 2;
    await post(port, readBody);
    await eventually(async () =>
      expect(await samples(registry, ATTEMPTS)).toEqual({
        'Listeners.onRead failed': 2,
        'Listeners.onRead done': 1,
      }),
    );
    app.get(Listeners).failures = 3;
    await post(port, readBody);
    await post(port, sendBody);
    await eventually(async () =>
      expect(await samples(registry, ATTEMPTS)).toEqual({
        'Listeners.onRead failed': 4,
        'Listeners.onRead done': 1,
        'Listeners.onRead dead_letter': 1,
        'Listeners.onSend done': 1,
      }),
    );
    expect(await samples(registry, 'openim_callback_dead_letters')).toEqual({ '': 1 });
    expect(await registry.metrics()).toMatch(/listener_duration_seconds_count\{[^}]*onRead[^}]*\} 6/);
  });

  it('show the inbox as it is at the scrape', async () => {
    const registry = new Registry();
    const inbox = new MemoryInbox();
    let asked = 0;
    const state = {
      healthy: false,
      problem: 'the disk is full',
      pending: 7,
      oldestAge: 1500,
      held: 3,
      deadLetters: 2,
    };
    inbox.state = async () => {
      asked++;
      return state;
    };
    await startApp({ options: { metrics: { registry }, inbox }, providers: [Listeners] });
    const text = await registry.metrics();
    expect(asked).toBe(1);
    for (const line of [
      'openim_callback_inbox_pending_events{receiver="default"} 7',
      'openim_callback_inbox_held_events{receiver="default"} 3',
      'openim_callback_inbox_oldest_event_age_seconds{receiver="default"} 1.5',
      'openim_callback_inbox_healthy{receiver="default"} 0',
      'openim_callback_dead_letters{receiver="default"} 2',
    ])
      expect(text).toContain(line);
  });

  it('leave out what the inbox cannot tell, and show the rest', async () => {
    const registry = new Registry();
    const inbox = new MemoryInbox();
    inbox.state = () => {
      throw new Error('not now');
    };
    await startApp({ options: { metrics: { registry }, inbox }, providers: [Listeners] });
    const text = await registry.metrics();
    expect(text).not.toContain('inbox_pending_events{');
    expect(text).toContain('openim_callback_last_received_timestamp_seconds{');
  });

  it('show what the diagnosis finds', async () => {
    const registry = new Registry();
    const { port } = await startApp({ options: { metrics: { registry } }, providers: [Listeners] });
    const before = Date.now() / 1000;
    await post(port, readBody);
    const seen = await samples(registry, 'openim_callback_last_received_timestamp_seconds');
    expect(seen[Command.afterUserOnline]).toBe(0);
    expect(seen[Command.afterSingleMsgRead]).toBeGreaterThanOrEqual(before);
    const source = 'openim-rpc-msg 127.0.0.1';
    const ceiling = await samples(registry, 'openim_callback_sender_ceiling_events_per_second');
    const utilization = await samples(registry, 'openim_callback_sender_utilization_ratio');
    expect(ceiling[source]).toBeGreaterThan(0);
    expect(utilization[source]).toBeGreaterThan(0);
  });

  it('go into the default registry, for several instances and apps at a time', async () => {
    @Injectable()
    class Other {
      @OnUnknownCallback({ instance: 'other' })
      onUnknown(): void {
        // Only there to be called.
      }
    }
    const { port } = await startApp({
      imports: [
        OpenImCallbackModule.forRoot({ metrics: true }),
        OpenImCallbackModule.forRoot({ metrics: true, name: 'other', path: 'other' }),
      ],
      providers: [Listeners, Other],
    });
    await startApp({ options: { metrics: true, name: 'third' } });
    await post(port, readBody);
    await postCallback(port, '/other', { callbackCommand: 'callbackOfTomorrow' });
    const text = await register.metrics();
    expect(text).toContain(
      `${REQUESTS}{receiver="default",phase="after",command="${Command.afterSingleMsgRead}",outcome="accepted"} 1`,
    );
    expect(text).toContain(
      `${REQUESTS}{receiver="other",phase="unknown",command="unknown",outcome="accepted"} 1`,
    );
    for (const receiver of ['default', 'other', 'third'])
      expect(text).toContain(`openim_callback_inbox_pending_events{receiver="${receiver}"} 0`);
    await closeApps();
    expect(await register.metrics()).not.toContain('openim_callback_inbox_pending_events{');
  });

  it('are nowhere when nobody asked for them', async () => {
    await startApp({ options: {}, providers: [Listeners] });
    expect(await register.metrics()).not.toContain('openim_callback');
  });
});
