import { Module, type DynamicModule, type Provider } from '@nestjs/common';
import { ApplicationConfig, DiscoveryModule, ModulesContainer } from '@nestjs/core';
import { Assembly, BASE_PATH } from './module/assembly.js';
import { BootLog } from './module/boot-log.js';
import { CallbackBootstrap } from './module/callback-bootstrap.js';
import { CallbackServers } from './module/callback-servers.js';
import { CallbackStream } from './module/callback-stream.js';
import { CallbackValidationPipe } from './module/callback-validation.pipe.js';
import { DESCRIBE_WEBHOOKS, describeWebhooks } from './module/describe-webhooks.js';
import { GracefulShutdown } from './module/graceful-shutdown.js';
import { InboxLifecycle } from './module/inbox-lifecycle.js';
import { LazyModules } from './module/lazy-modules.js';
import { ListenerFinder } from './module/listener-finder.js';
import { ModuleInstance } from './module/module-instance.js';
import { createCallbackController } from './mount/callback-controller.js';
import { EndpointHolder } from './mount/callback-endpoint.js';
import { basePath } from './mount/base-path.js';
import type {
  OpenImCallbackAsyncOptions,
  OpenImCallbackOptions,
  OpenImCallbackOptionsFactory,
  OpenImCallbackSettings,
  OpenImCallbackStaticOptions,
} from './openim-callback.options.js';
import { Monitoring } from './module/monitoring.js';
import { asyncNameProblems, type SettingsSource } from './module/options/option-names.js';
import { OpenImCallbackService } from './module/openim-callback.service.js';
import { resolveSettings, SETTINGS } from './module/resolve-settings.js';
import { getOpenImCallbackToken, OPENIM_CALLBACK_SETTINGS } from './module/tokens.js';

/**
 * Receives the callbacks of an OpenIM server.
 *
 * @example
 * ```ts
 * @Module({ imports: [OpenImCallbackModule.forRoot({ path: 'callbackExample' })], providers: [ReadReceipts] })
 * export class AppModule {}
 * ```
 */
@Module({})
export class OpenImCallbackModule {
  /**
   * A module instance with the given options.
   *
   * @throws {Error} when the path cannot be one; other wrong options are told when the app boots
   */
  static forRoot(options: OpenImCallbackOptions = {}): DynamicModule {
    return assemble(options, { provide: OPENIM_CALLBACK_SETTINGS, useValue: options }, 'forRoot()');
  }

  /**
   * A module instance whose settings come from a factory, a class or an existing provider. What shapes the
   * module itself (path, name, mount, ...) is given here.
   *
   * @throws {Error} when the path cannot be one, not exactly one of the three sources is given, or an option is none
   */
  static forRootAsync(options: OpenImCallbackAsyncOptions): DynamicModule {
    const { useFactory, useClass, useExisting } = options;
    const problems = asyncNameProblems(options);
    if (problems.length > 0)
      throw new Error(`OpenImCallbackModule.forRootAsync() options: ${problems.join('; ')}`);
    if ([useFactory, useClass, useExisting].filter((source) => source !== undefined).length !== 1) {
      throw new Error(
        'OpenImCallbackModule.forRootAsync() needs exactly one of useFactory, useClass and useExisting',
      );
    }
    const settings: Provider = useFactory
      ? { provide: OPENIM_CALLBACK_SETTINGS, useFactory, inject: options.inject ?? [] }
      : {
          provide: OPENIM_CALLBACK_SETTINGS,
          useFactory: (factory: OpenImCallbackOptionsFactory) => factory.createOpenImCallbackOptions(),
          inject: [useClass ?? useExisting ?? ''],
        };
    const source = useFactory ? 'useFactory' : 'createOpenImCallbackOptions()';
    const module = assemble(options, settings, source);
    return {
      ...module,
      imports: [...(module.imports ?? []), ...(options.imports ?? [])],
      providers: [...(module.providers ?? []), ...(useClass ? [useClass] : [])],
    };
  }
}

function assemble(
  options: OpenImCallbackStaticOptions,
  settings: Provider,
  source: SettingsSource,
): DynamicModule {
  const instance = new ModuleInstance(options);
  const token = getOpenImCallbackToken(instance.name);
  const { path, version, controllerDecorators: decorators } = instance;
  return {
    module: OpenImCallbackModule,
    global: options.isGlobal ?? false,
    imports: [DiscoveryModule],
    // The direct mount has it too, for what comes another way than over the server that it stands in front of:
    // Fastify's inject(), and its second server for localhost. Without it that would be a 404, and so permission.
    controllers: [createCallbackController({ path, version, decorators })],
    providers: [
      settings,
      { provide: ModuleInstance, useValue: instance },
      {
        provide: BASE_PATH,
        useFactory: (config: ApplicationConfig, modules: ModulesContainer) => () =>
          basePath(instance, config, modules, OpenImCallbackModule),
        inject: [ApplicationConfig, ModulesContainer],
      },
      { provide: DESCRIBE_WEBHOOKS, useValue: describeWebhooks },
      {
        provide: SETTINGS,
        useFactory: (given: OpenImCallbackSettings) => resolveSettings(given, source),
        inject: [OPENIM_CALLBACK_SETTINGS],
      },
      Assembly,
      BootLog,
      CallbackBootstrap,
      CallbackServers,
      CallbackStream,
      CallbackValidationPipe,
      EndpointHolder,
      GracefulShutdown,
      InboxLifecycle,
      LazyModules,
      ListenerFinder,
      OpenImCallbackService,
      Monitoring,
      ...(token === OpenImCallbackService ? [] : [{ provide: token, useExisting: OpenImCallbackService }]),
    ],
    exports: [token, CallbackValidationPipe],
  };
}
