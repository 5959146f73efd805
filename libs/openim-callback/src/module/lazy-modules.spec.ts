import { Injectable, Module, type OnApplicationBootstrap, type Type } from '@nestjs/common';
import { LazyModuleLoader } from '@nestjs/core';
import { readBody, sendBody } from '../../../../test/support/bodies.js';
import { closeApps, createApp, startApp } from '../../../../test/support/callback-app.js';
import { postCallback } from '../../../../test/support/http.js';
import { until } from '../../../../test/support/until.js';
import { Command } from '../contract/index.js';
import { BeforeSendSingleMsg, OnSingleMsgRead } from '../listeners/decorators.js';
import { OpenImCallbackModule } from '../openim-callback.module.js';
import { refuse } from '../replies/reply.js';
import { OpenImCallbackService } from './openim-callback.service.js';

const read: string[] = [];

@Injectable()
class Words {
  readonly refusal = 'too late';
}

@Injectable()
class Late {
  constructor(private readonly words: Words) {}

  @BeforeSendSingleMsg()
  check() {
    return refuse(20001, this.words.refusal);
  }

  @OnSingleMsgRead()
  onRead(): void {
    read.push('late');
  }
}

@Module({ providers: [Late, Words] })
class LateModule {}

@Injectable()
class Early {
  @OnSingleMsgRead()
  onRead(): void {
    read.push('early');
  }
}

const asked = async (port: number): Promise<unknown> =>
  (await postCallback(port, '/callbackExample', sendBody)).json();

const ALLOWED = { actionCode: 0, nextCode: 0, errCode: 0, errMsg: '', errDlt: '' };

describe('a module that is loaded lazily', () => {
  afterEach(closeApps);
  beforeEach(() => {
    read.length = 0;
  });

  it('has its listeners join when it is loaded', async () => {
    const { app, port, log } = await startApp({ options: {}, providers: [Early] });
    expect(await asked(port)).toMatchObject(ALLOWED);
    await app.get(LazyModuleLoader).load(() => LateModule);
    expect(await asked(port)).toMatchObject({ errCode: 20001, errMsg: 'too late' });
    await postCallback(port, '/callbackExample', readBody);
    await until(() => read.length === 2, 'both listeners');
    expect([...read].sort()).toEqual(['early', 'late']);
    expect(log.ofModule().filter((line) => line.includes('joined'))).toEqual([
      'log [OpenImCallback] Listeners of a module that was loaded lazily have joined: Late.check, Late.onRead. ' +
        'Enable in webhooks.yml: beforeSendSingleMsg, afterSingleMsgRead',
    ]);
    expect(app.get(OpenImCallbackService).diagnosis().lastSeen).toHaveProperty([Command.beforeSendSingleMsg]);
  });

  it('may be loaded again, and others without listeners', async () => {
    @Module({})
    class Other {}
    const { app, port, log } = await startApp({ options: {} });
    const loader = app.get(LazyModuleLoader);
    await Promise.all([
      loader.load(() => LateModule),
      loader.load(() => LateModule),
      loader.load(() => Other),
    ]);
    await loader.load(() => LateModule);
    await postCallback(port, '/callbackExample', readBody);
    await until(() => read.length > 0, 'the listener');
    await app.close();
    expect(read).toEqual(['late']);
    expect(log.ofModule().filter((line) => line.includes('joined'))).toHaveLength(1);
  });

  it('may be loaded while the app starts', async () => {
    @Injectable()
    class Starter implements OnApplicationBootstrap {
      constructor(private readonly loader: LazyModuleLoader) {}

      async onModuleInit(): Promise<void> {
        await this.loader.load(() => LateModule);
      }

      async onApplicationBootstrap(): Promise<void> {
        await this.loader.load(() => SecondModule);
      }
    }
    @Injectable()
    class Second {
      @OnSingleMsgRead()
      onRead(): void {
        read.push('second');
      }
    }
    @Module({ providers: [Second] })
    class SecondModule {}
    const { app, port } = await startApp({ options: {}, providers: [Starter] });
    expect(await asked(port)).toMatchObject({ errCode: 20001 });
    await postCallback(port, '/callbackExample', readBody);
    await app.close();
    expect([...read].sort()).toEqual(['late', 'second']);
  });

  it('is seen by every instance, each with its own listeners', async () => {
    @Injectable()
    class OfSecond {
      @OnSingleMsgRead({ instance: 'second' })
      onRead(): void {
        read.push('of second');
      }
    }
    @Module({ providers: [OfSecond] })
    class OfSecondModule {}
    const { app, port, log } = await startApp({
      imports: [
        OpenImCallbackModule.forRoot({ path: 'first' }),
        OpenImCallbackModule.forRoot({ path: 'second', name: 'second' }),
      ],
    });
    await app.get(LazyModuleLoader).load(() => OfSecondModule);
    await postCallback(port, '/first', readBody);
    await postCallback(port, '/second', readBody);
    await app.close();
    expect(read).toEqual(['of second']);
    expect(log.ofModule().filter((line) => line.includes('joined'))).toEqual([
      expect.stringContaining(
        '[OpenImCallback:second] Listeners of a module that was loaded lazily have joined',
      ),
    ]);
  });

  it.each<[string, Type, string]>([
    [
      'listeners of another instance',
      (() => {
        @Injectable()
        class Lost {
          @OnSingleMsgRead({ instance: 'none' })
          onRead(): void {}
        }
        @Module({ providers: [Lost] })
        class LostModule {}
        return LostModule;
      })(),
      "Lost.onRead listens on the module instance 'none', which does not exist",
    ],
    [
      'an instance of its own, which nothing starts',
      (() => {
        @Module({ imports: [OpenImCallbackModule.forRoot({ path: 'late', name: 'late' })] })
        class OwnInstance {}
        return OwnInstance;
      })(),
      "the module instance 'late' was loaded lazily, so that nothing starts it: import its " +
        'OpenImCallbackModule.forRoot() in a module of the app, and load only listeners lazily',
    ],
  ])('fails to load with %s', async (_what, module, problem) => {
    const { app, port } = await startApp({ options: {}, providers: [Early] });
    await expect(app.get(LazyModuleLoader).load(() => module)).rejects.toThrow(problem);
    await postCallback(port, '/callbackExample', readBody);
    await app.close();
    expect(read).toEqual(['early']);
  });

  it('is not waited for when the app does not start', async () => {
    const { app } = await createApp({
      options: {},
      providers: [Early, { provide: 'twice', useClass: Early }],
    });
    await expect(app.init()).rejects.toThrow('Early.onRead listens to');
    await expect(app.get(LazyModuleLoader).load(() => LateModule)).rejects.toThrow('Early.onRead listens to');
  });
});
