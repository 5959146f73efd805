import { expectOneTrace, TracedApp, type TracedAppOptions } from '../processes/tracing/traced-app.js';
import { until } from '../support/until.js';
import { Workplace } from '../processes/driver/workplace.js';
import { readBody } from '../support/bodies.js';
import { postCallback } from '../support/http.js';
import { STORES, type StoreServer } from './support/store-server.js';

describe.each(STORES)('the spans of an event on %s whose replica was killed', (_, store) => {
  let server: StoreServer;
  let workplace: Workplace;
  const apps: TracedApp[] = [];

  beforeAll(async () => {
    [server, workplace] = await Promise.all([store.start(), Workplace.make()]);
  });

  afterAll(async () => {
    await Promise.all(apps.map((app) => app.kill()));
    await workplace.remove();
    await server.stop();
  });

  it('belong to its callback in the replica that takes over', async () => {
    const start = (listener: TracedAppOptions['listener']): TracedApp => {
      const app = new TracedApp({ compiled: workplace.compiled, inbox: server.place, listener });
      apps.push(app);
      return app;
    };
    const first = start('fails');
    await postCallback(await first.listening, '/callbackExample', readBody, {
      headers: { operationid: 'op-7' },
    });
    await until(() => first.attempts.length >= 1, 'an attempt', 60_000);
    const second = start('works');
    await second.listening;
    // The note of the last one may die with the replica, those before it are stored.
    await until(() => first.attempts.length >= 3, 'three attempts', 60_000);
    expect(second.spans).toEqual([]);
    await first.kill();
    const last = await until(() => second.attempts[0], 'an attempt of the other replica', 60_000);

    expect(second.spans).toEqual([last]);
    expectOneTrace(first.callback, [...first.attempts, last]);
    expect(last.attributes).not.toHaveProperty(['error.type']);
    expect(last.attributes['openim.attempt']).toBeGreaterThan(1);
  });
});
