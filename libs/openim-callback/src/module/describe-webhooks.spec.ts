import { Controller, Injectable, Module, Scope, type ModuleMetadata } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { closeApps, startApp } from '../../../../test/support/callback-app.js';
import { memoryInbox } from '../delivery/inboxes/memory/memory-inbox.js';
import {
  BeforeSendSingleMsg,
  OnAnyCallback,
  OnMsgSaveDB,
  OnSendSingleMsg,
  OnSingleMsgRead,
} from '../listeners/decorators.js';
import { OpenImCallbackModule } from '../openim-callback.module.js';
import type { WebhooksPlan } from '../webhooks/webhooks-plan.js';
import { DESCRIBE_WEBHOOKS, describeWebhooks } from './describe-webhooks.js';

const mustNotRun = (): never => {
  throw new Error('preview must make nothing');
};

@Injectable()
class Receipts {
  @OnSingleMsgRead()
  onRead(): void {
    // What it is called for does not matter here.
  }
}

@Injectable({ scope: Scope.REQUEST })
class WordFilter {
  @BeforeSendSingleMsg()
  check(): void {
    // Nor here.
  }
}

@Injectable()
class Archive {
  @OnMsgSaveDB({ instance: 'eu' })
  saved(): void {
    // Nor here.
  }
}

@Controller('audit')
class Audit {
  @OnAnyCallback({ instance: 'eu' })
  all(): void {
    // Nor here.
  }
}

@Injectable()
class Database {
  constructor() {
    mustNotRun();
  }

  @OnSingleMsgRead()
  store(): void {
    // Nor here.
  }
}

async function preview(metadata: ModuleMetadata): Promise<readonly WebhooksPlan[]> {
  class Root {}
  Module(metadata)(Root);
  const app = await NestFactory.create(Root, { preview: true, logger: false, abortOnError: false });
  return describeWebhooks(app);
}

describe('describeWebhooks', () => {
  afterEach(closeApps);

  it('tells the callbacks of a running app with timeouts above its deadline', async () => {
    const { app } = await startApp({
      providers: [Receipts, WordFilter],
      options: { deadline: 8000, path: 'cb' },
    });
    const [plan, ...others] = describeWebhooks(app);
    expect(others).toEqual([]);
    expect(plan).toMatchObject({ instance: 'default', path: 'cb', deadline: 8000, observesAll: false });
    expect(plan?.callbacks).toEqual([
      {
        key: 'beforeSendSingleMsg',
        command: 'callbackBeforeSendSingleMsgCommand',
        phase: 'before',
        listeners: ['WordFilter.check'],
        timeout: 9,
        released: true,
        fires: true,
      },
      {
        key: 'afterSingleMsgRead',
        command: 'callbackAfterSingleMsgReadCommand',
        phase: 'after',
        listeners: ['Receipts.onRead'],
        timeout: 5,
        released: true,
        fires: true,
      },
    ]);
  });

  it('tells the same of an app of which nothing was made', async () => {
    const plans = await preview({
      imports: [
        OpenImCallbackModule.forRoot(),
        OpenImCallbackModule.forRootAsync({ name: 'eu', path: 'eu', useFactory: mustNotRun }),
      ],
      providers: [Receipts, WordFilter, Archive, { provide: Database, useFactory: mustNotRun }],
      controllers: [Audit],
    });
    expect(plans.map(({ instance, deadline, observesAll }) => [instance, deadline, observesAll])).toEqual([
      ['default', 4000, false],
      ['eu', undefined, true],
    ]);
    expect(plans.map(({ callbacks }) => callbacks.map(({ key, listeners }) => [key, listeners]))).toEqual([
      [
        ['beforeSendSingleMsg', ['WordFilter.check']],
        ['afterSingleMsgRead', ['Receipts.onRead', 'Database.store']],
      ],
      [['afterMsgSaveDB', ['Archive.saved']]],
    ]);
    expect(plans[1]?.callbacks[0]).toMatchObject({ released: false, fires: true });
  });

  it('tells what OpenIM can keep back by itself, unless somebody observes everything', async () => {
    @Injectable()
    class SingleMessages {
      @OnSendSingleMsg({ where: { recvID: 'service', contentType: { not: 113 } } })
      store(): void {
        // Nor here.
      }
    }
    const imports = [OpenImCallbackModule.forRoot()];
    const [plan] = await preview({ imports, providers: [SingleMessages] });
    expect(plan?.callbacks[0]).toMatchObject({ deniedTypes: [113], attentionIds: ['service'] });
    @Injectable()
    class Everything {
      @OnAnyCallback({ where: ({ callbackCommand }) => callbackCommand.includes('Online') })
      all(): void {
        // Nor here.
      }
    }
    const [observed] = await preview({ imports, providers: [SingleMessages, Everything] });
    expect(Object.keys(observed?.callbacks[0] ?? {})).not.toContain('deniedTypes');
  });

  it('knows the deadline of settings from a factory once it has run', async () => {
    const { app } = await startApp({
      imports: [
        OpenImCallbackModule.forRootAsync({
          name: 'eu',
          path: 'eu',
          useFactory: () => ({ deadline: 2000, inbox: memoryInbox() }),
        }),
      ],
    });
    const plans = describeWebhooks(app);
    expect(plans.find(({ instance }) => instance === 'eu')?.deadline).toBe(2000);
  });

  it('is found by tools in the app itself', async () => {
    const { app } = await startApp({ options: {} });
    expect(app.get(DESCRIBE_WEBHOOKS, { strict: false })).toBe(describeWebhooks);
  });
});
