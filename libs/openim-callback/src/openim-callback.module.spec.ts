import { Inject, Injectable, Module, type Type } from '@nestjs/common';
import { ALLOWED, readBody, refused, sendBody } from '../../../test/support/bodies.js';
import { closeApps, createApp, startApp } from '../../../test/support/callback-app.js';
import { postCallback } from '../../../test/support/http.js';
import { BeforeSendSingleMsg } from './listeners/decorators.js';
import { CallbackValidationPipe } from './module/callback-validation.pipe.js';
import { OpenImCallbackService } from './module/openim-callback.service.js';
import { InjectOpenImCallback } from './module/tokens.js';
import { OpenImCallbackModule } from './openim-callback.module.js';
import type {
  OpenImCallbackAsyncOptions,
  OpenImCallbackOptionsFactory,
  OpenImCallbackSettings,
} from './openim-callback.options.js';
import { refuse } from './replies/reply.js';

@Injectable()
class Failing {
  @BeforeSendSingleMsg()
  onSend(): never {
    throw new Error('cannot say');
  }
}

/** What users are told on a failure shows which settings are at work. */
async function failureText(imports: ReturnType<typeof OpenImCallbackModule.forRoot>): Promise<unknown> {
  const { port } = await startApp({ imports: [imports], providers: [Failing] });
  return (await postCallback(port, '/callbackExample', sendBody)).json();
}

const told = (errMsg: string) => refused('listener-failed', 20500, errMsg);

const settingsWith = (errMsg: string): OpenImCallbackSettings => ({ failure: { errMsg } });

const PREFIX = Symbol('prefix');

@Module({ providers: [{ provide: PREFIX, useValue: 'from ' }], exports: [PREFIX] })
class ConfigModule {}

@Injectable()
class Settings implements OpenImCallbackOptionsFactory {
  constructor(@Inject(PREFIX) private readonly prefix: string) {}

  createOpenImCallbackOptions(): Promise<OpenImCallbackSettings> {
    return Promise.resolve(settingsWith(`${this.prefix}a class`));
  }
}

@Module({ imports: [ConfigModule], providers: [Settings], exports: [Settings] })
class SettingsModule {}

describe('OpenImCallbackModule', () => {
  afterEach(closeApps);

  describe('forRoot()', () => {
    it('needs no options', async () => {
      expect(await failureText(OpenImCallbackModule.forRoot())).toEqual(
        told('the request could not be checked'),
      );
    });

    it('takes options', async () => {
      expect(await failureText(OpenImCallbackModule.forRoot(settingsWith('mine')))).toEqual(told('mine'));
    });

    it('throws at a path that can be none, and leaves the rest to the boot', async () => {
      expect(() => OpenImCallbackModule.forRoot({ path: '/:id' })).toThrow(
        'must be one or more plain segments',
      );
      const wrong = OpenImCallbackModule.forRoot({ deadline: 0 });
      await expect(createApp({ imports: [wrong] })).rejects.toThrow(
        'OpenImCallbackModule options: deadline must be an integer between 1 and 15000',
      );
    });
  });

  describe('forRootAsync()', () => {
    it.each<[string, OpenImCallbackAsyncOptions, string]>([
      ['a factory', { useFactory: () => settingsWith('sync') }, 'sync'],
      ['an asynchronous factory', { useFactory: () => Promise.resolve(settingsWith('async')) }, 'async'],
      [
        'a factory with what it injects',
        {
          imports: [ConfigModule],
          inject: [PREFIX],
          useFactory: (prefix: string) => settingsWith(`${prefix}config`),
        },
        'from config',
      ],
      [
        'a factory with what is not there',
        {
          inject: [{ token: 'NOT_THERE', optional: true }],
          useFactory: (missing: unknown) => settingsWith(`got ${String(missing)}`),
        },
        'got undefined',
      ],
      ['a class', { imports: [ConfigModule], useClass: Settings }, 'from a class'],
      ['an existing provider', { imports: [SettingsModule], useExisting: Settings }, 'from a class'],
    ])('takes the settings from %s', async (_what, options, text) => {
      expect(await failureText(OpenImCallbackModule.forRootAsync(options))).toEqual(told(text));
    });

    it('takes what shapes the module beside them', async () => {
      const useFactory = (): OpenImCallbackSettings => settingsWith('async');
      const { port } = await startApp({
        imports: [OpenImCallbackModule.forRootAsync({ useFactory, path: 'hooks', mount: 'direct' })],
        providers: [Failing],
      });
      expect((await postCallback(port, '/hooks', sendBody)).json()).toEqual(told('async'));
    });

    it('tells a wrong setting when the app boots', async () => {
      const useFactory = (): OpenImCallbackSettings => ({ deadline: 0 });
      await expect(
        createApp({ imports: [OpenImCallbackModule.forRootAsync({ useFactory })] }),
      ).rejects.toThrow('OpenImCallbackModule options: deadline');
    });

    it('passes on what the factory throws', async () => {
      const useFactory = (): Promise<never> => Promise.reject(new Error('no configuration'));
      await expect(
        createApp({ imports: [OpenImCallbackModule.forRootAsync({ useFactory })] }),
      ).rejects.toThrow('no configuration');
    });

    it.each<[string, OpenImCallbackAsyncOptions]>([
      ['none', {}],
      ['two', { useFactory: () => ({}), useClass: Settings }],
      ['all', { useFactory: () => ({}), useClass: Settings, useExisting: Settings }],
    ])('throws at %s of the three sources', (_what, options) => {
      expect(() => OpenImCallbackModule.forRootAsync(options)).toThrow(
        'OpenImCallbackModule.forRootAsync() needs exactly one of useFactory, useClass and useExisting',
      );
    });
  });

  describe('what the module exports', () => {
    @Injectable()
    class Consumer {
      constructor(
        @InjectOpenImCallback() readonly injected: OpenImCallbackService,
        @Inject(OpenImCallbackService) readonly byClass: OpenImCallbackService,
        @Inject(CallbackValidationPipe) readonly pipe: CallbackValidationPipe,
      ) {}
    }

    @Module({ providers: [Consumer] })
    class FeatureModule {}

    it('is for who imports it', async () => {
      const { app } = await createApp({ options: {}, providers: [Consumer] });
      const { injected, byClass, pipe } = app.get(Consumer);
      expect(injected).toBeInstanceOf(OpenImCallbackService);
      expect(byClass).toBe(injected);
      expect(pipe.transform(readBody)).toMatchObject({ userID: 'u1' });
    });

    it('is for all when it is global, and else not', async () => {
      const imports: Type[] = [FeatureModule];
      const { app } = await createApp({ options: { isGlobal: true }, imports });
      expect(app.get(Consumer, { strict: false }).injected).toBeInstanceOf(OpenImCallbackService);
      await expect(createApp({ options: {}, imports })).rejects.toThrow(
        "can't resolve dependencies of the Consumer",
      );
    });

    it('is for all when it is global by forRootAsync(), too', async () => {
      const module = OpenImCallbackModule.forRootAsync({ isGlobal: true, useFactory: () => ({}) });
      const { app } = await createApp({ imports: [FeatureModule, module] });
      expect(app.get(Consumer, { strict: false }).pipe).toBeInstanceOf(CallbackValidationPipe);
    });
  });

  describe('a listener in another module than the one that imports it', () => {
    @Injectable()
    class Elsewhere {
      @BeforeSendSingleMsg()
      onSend() {
        return refuse(20001, 'from elsewhere');
      }
    }

    @Module({ providers: [Elsewhere] })
    class ElsewhereModule {}

    it('is found', async () => {
      const { port } = await startApp({ options: {}, imports: [ElsewhereModule] });
      expect((await postCallback(port, '/callbackExample', sendBody)).json()).toEqual(
        refused('', 20001, 'from elsewhere'),
      );
      expect((await postCallback(port, '/callbackExample', readBody)).json()).toEqual(ALLOWED);
    });
  });
});
