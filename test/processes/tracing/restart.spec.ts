import { readBody } from '../../support/bodies.js';
import { postCallback } from '../../support/http.js';
import { until } from '../../support/until.js';
import { Workplace } from '../driver/workplace.js';
import { expectOneTrace, TracedApp, type TracedAppOptions } from './traced-app.js';

describe('the spans of an event whose process was killed', () => {
  let workplace: Workplace;
  const apps: TracedApp[] = [];

  beforeAll(async () => {
    workplace = await Workplace.make();
  }, 60_000);

  afterAll(async () => {
    await Promise.all(apps.map((app) => app.kill()));
    await workplace.remove();
  });

  it('belong to its callback in the next process too', async () => {
    const start = (listener: TracedAppOptions['listener']): TracedApp => {
      const app = new TracedApp({ compiled: workplace.compiled, inbox: { file: workplace.file }, listener });
      apps.push(app);
      return app;
    };
    const first = start('fails');
    await postCallback(await first.listening, '/callbackExample', readBody, {
      headers: { operationid: 'op-7' },
    });
    // The note of the last one may die with the process, those before it are on the disk.
    await until(() => first.attempts.length >= 3, 'three attempts', 60_000);
    await first.kill();
    const second = start('works');
    const last = await until(() => second.attempts[0], 'an attempt of the second process', 60_000);

    expect(second.spans).toEqual([last]);
    expectOneTrace(first.callback, [...first.attempts, last]);
    expect(last.attributes).not.toHaveProperty(['error.type']);
    expect(last.attributes['openim.attempt']).toBeGreaterThan(1);
  }, 60_000);
});
