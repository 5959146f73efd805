import { Controller, Get, Header, Injectable } from '@nestjs/common';
import { Command, NonRetriableError, OnSingleMsgRead, OnUserOnline, refuse } from 'nestjs-openim-callback';
import { Registry } from 'prom-client';
import { BeforeSendSingleMsg } from '../../libs/openim-callback/src/listeners/decorators.js';
import { panelQueries } from '../metrics/support/dashboard.js';
import { Prometheus } from './prometheus.js';
import { lint } from '../metrics/support/promtool.js';
import { readBody, sendBody } from '../support/bodies.js';
import { closeApps, startApp } from '../support/callback-app.js';
import { postCallback } from '../support/http.js';

const registry = new Registry();

@Controller('metrics')
class MetricsController {
  @Get()
  @Header('Content-Type', registry.contentType)
  metrics(): Promise<string> {
    return registry.metrics();
  }
}

@Injectable()
class Listeners {
  private calls = 0;

  @OnSingleMsgRead({ retry: { minDelay: 1, maxDelay: 1 } })
  onRead(): void {
    this.calls++;
    if (this.calls % 3 === 1) throw new Error('again');
    if (this.calls % 7 === 2) throw new NonRetriableError('never');
  }

  @OnSingleMsgRead({ where: () => false })
  onNone(): void {
    // Its filter keeps everything from it.
  }

  @BeforeSendSingleMsg()
  onSend() {
    return refuse(20001, 'no');
  }

  @OnUserOnline()
  onOnline(): void {
    // Nobody comes online here: it is one of the commands that never came.
  }
}

/** A little of everything that can arrive. */
async function sendSome(port: number): Promise<void> {
  await postCallback(port, '/callbackExample', readBody);
  await postCallback(port, '/callbackExample', sendBody);
  await postCallback(port, '/callbackExample', { ...readBody, callbackCommand: Command.afterRevokeMsg });
  await fetch(`http://127.0.0.1:${port}/callbackExample`, { method: 'POST', body: '{' });
}

describe('a real Prometheus that scrapes an app', () => {
  let prometheus: Prometheus;
  let port: number;

  beforeAll(async () => {
    ({ port } = await startApp({
      options: { metrics: { registry } },
      providers: [Listeners],
      controllers: [MetricsController],
    }));
    prometheus = await Prometheus.scraping(port);
  }, 30_000);

  afterAll(async () => {
    await prometheus.stop();
    await closeApps();
  });

  it('finds series for every query of the dashboard', async () => {
    const unanswered = new Map(panelQueries().map(({ panel, expr }) => [expr, panel]));
    const end = performance.now() + 60_000;
    while (unanswered.size > 0) {
      await sendSome(port);
      for (const expr of unanswered.keys()) {
        const series = await prometheus.query(expr);
        // A rate or a quantile of what has not come twice is not a number.
        if (series?.some(({ value: [, value] }) => value !== 'NaN')) unanswered.delete(expr);
      }
      if (performance.now() > end) break;
    }
    expect(Object.fromEntries(unanswered)).toEqual({});
    expect(await prometheus.labelValues('openim_callback_inbox_healthy', 'receiver')).toEqual(['default']);
  }, 90_000);

  it('agrees with what was sent, and its linter with the names', async () => {
    const [refused] = (await prometheus.query('openim_callback_requests_total{outcome="refused"}')) ?? [];
    expect(refused?.metric).toMatchObject({ receiver: 'default', command: Command.beforeSendSingleMsg });
    expect(Number(refused?.value[1])).toBeGreaterThan(0);
    expect(lint(await registry.metrics())).toBe('');
  });

  it('would have told of a query that nothing answers', async () => {
    expect(await prometheus.query('openim_callback_no_such_metric')).toEqual([]);
    await expect(prometheus.query('rate(')).rejects.toThrow('parse error');
  });
});
