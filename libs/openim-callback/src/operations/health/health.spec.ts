import { Injectable } from '@nestjs/common';
import { TerminusModule } from '@nestjs/terminus';
import { readBody } from '../../../../../test/support/bodies.js';
import { closeApps, startApp } from '../../../../../test/support/callback-app.js';
import { healthController } from '../../../../../test/support/health-controller.js';
import { postCallback } from '../../../../../test/support/http.js';
import { gate, type Gate } from '../../../../../test/support/until.js';
import type { InboxState } from '../../delivery/inbox.js';
import { MemoryInbox } from '../../delivery/inboxes/memory/memory-inbox.js';
import { OnSingleMsgRead, OnUserOnline } from '../../listeners/decorators.js';
import { OpenImCallbackService } from '../../module/openim-callback.service.js';
import { healthOf, type HealthFacts } from './health.js';

const diagnosis = { unheard: {}, neverSeen: [], lastSeen: {}, failures: {}, sources: [] };
const inbox: InboxState = {
  healthy: true,
  problem: undefined,
  pending: 3,
  oldestAge: 300_000,
  held: 0,
  deadLetters: 9,
};
const problemsOf = (given: Partial<HealthFacts>, limits = {}): readonly string[] =>
  healthOf({ inbox, draining: false, diagnosis, ...given }, limits).problems;

describe('health', () => {
  afterEach(closeApps);

  it('is up while nothing is wrong', () => {
    expect(healthOf({ inbox, draining: false, diagnosis }, {})).toEqual({
      status: 'up',
      problems: [],
      draining: false,
      inbox,
      diagnosis,
    });
  });

  it.each<[string, Partial<HealthFacts>, object, string]>([
    [
      'storage that fails',
      { inbox: { ...inbox, healthy: false, problem: 'the disk is full: make room' } },
      {},
      'the disk is full: make room',
    ],
    ['a closed inbox', { inbox: { ...inbox, healthy: false } }, {}, 'the inbox is closed'],
    ['an inbox that throws', { inbox: new Error('no file') }, {}, 'the inbox does not answer: no file'],
    [
      'an old event',
      { inbox: { ...inbox, oldestAge: 301_000 } },
      {},
      'an event waits for 301 s: its listeners fail or are too slow',
    ],
    [
      'an event older than the app wants',
      {},
      { maxBacklogAge: 1000 },
      'an event waits for 300 s: its listeners fail or are too slow',
    ],
    [
      'more dead letters than the app wants',
      {},
      { maxDeadLetters: 8 },
      '9 dead letters: look at them with npx openim-callback dead-letters list',
    ],
    ['a shutdown', { draining: true }, {}, 'the app is shutting down'],
  ])('is down on %s', (_what, facts, limits, problem) => {
    expect(problemsOf(facts, limits)).toEqual([problem]);
    expect(healthOf({ inbox, draining: false, diagnosis, ...facts }, limits).status).toBe('down');
  });

  it('tells everything that is wrong', () => {
    expect(problemsOf({ draining: true }, { maxBacklogAge: 1, maxDeadLetters: 1 })).toHaveLength(3);
  });
});

@Injectable()
class Listeners {
  working: Gate | undefined;

  @OnSingleMsgRead({ retry: { maxAttempts: 1 } })
  async onRead(): Promise<void> {
    if (!this.working) throw new Error('never');
    await this.working.promise;
  }

  @OnUserOnline()
  onOnline(): void {
    // Nobody comes online here.
  }
}

async function start(given = new MemoryInbox()) {
  const { app, port } = await startApp({
    options: { inbox: given },
    imports: [TerminusModule.forRoot({ errorLogStyle: 'json' })],
    controllers: [healthController({ maxDeadLetters: 0 })],
    providers: [Listeners],
  });
  const health = async () => {
    const response = await fetch(`http://127.0.0.1:${port}/health`);
    return { status: response.status, body: Object(await response.json()) };
  };
  return { app, port, health };
}

describe('with @nestjs/terminus', () => {
  afterEach(closeApps);

  it('is shown with its details', async () => {
    const { health } = await start();
    const { status, body } = await health();
    expect(status).toBe(200);
    expect(body).toMatchObject({
      status: 'ok',
      details: {
        openim: {
          status: 'up',
          inbox: { pending: 0, deadLetters: 0 },
          diagnosis: { neverSeen: ['callbackAfterSingleMsgReadCommand', 'callbackAfterUserOnlineCommand'] },
        },
      },
    });
  });

  it('turns the answer into an error, and back', async () => {
    const { app, port, health } = await start();
    await postCallback(port, '/callbackExample', readBody);
    const { deadLetters } = app.get(OpenImCallbackService);
    while ((await deadLetters.list()).length === 0) await new Promise(setImmediate);
    const { status, body } = await health();
    expect(status).toBe(503);
    expect(body.error.openim).toMatchObject({
      status: 'down',
      problems: [expect.stringContaining('1 dead letters')],
    });
    await deadLetters.purge();
    expect((await health()).status).toBe(200);
  });

  it('is down when the inbox throws', async () => {
    const broken = new MemoryInbox();
    broken.state = () => {
      throw new Error('no file');
    };
    const { health } = await start(broken);
    expect((await health()).body.error.openim.problems).toEqual(['the inbox does not answer: no file']);
  });

  it('is down while the app shuts down, as long as it answers', async () => {
    const { app, port, health } = await start();
    const working = gate();
    app.get(Listeners).working = working;
    await postCallback(port, '/callbackExample', readBody);
    const closed = app.close();
    await new Promise(setImmediate);
    const { status, body } = await health();
    working.open();
    await closed;
    expect(status).toBe(503);
    expect(body.details.openim).toMatchObject({ draining: true, problems: ['the app is shutting down'] });
  });
});
