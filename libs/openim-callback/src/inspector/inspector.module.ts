import { Module, type DynamicModule, type Provider } from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import { adapterOf } from '../mount/framework-entry.js';
import { InspectorAccess } from './http/inspector-access.js';
import { InspectedInstances } from './inspected-instances.js';
import { InspectorApi } from './inspector-api.js';
import { createInspectorController, routeInspector } from './inspector-controller.js';
import { InspectorServer } from './inspector-server.js';
import {
  pathOf,
  resolveInspectorSettings,
  type OpenImInspectorAsyncOptions,
  type OpenImInspectorOptions,
  type OpenImInspectorSettings,
  type OpenImInspectorStaticOptions,
  type ResolvedInspectorSettings,
} from './inspector.options.js';
import { GIVEN_SETTINGS, INSPECTOR_ROUTES, INSPECTOR_SETTINGS } from './tokens.js';
import { CallbackKeeper } from './watch/callback-keeper.js';

/**
 * A page in the browser, and its API, that show what the `OpenImCallbackModule`s of an app receive and do. Watches all
 * instances of the process.
 *
 * @example
 * ```ts
 * @Module({ imports: [OpenImCallbackModule.forRoot(), OpenImInspectorModule.forRoot()] })
 * export class AppModule {}
 * ```
 */
@Module({})
export class OpenImInspectorModule {
  /** @throws {Error} when an option is wrong */
  static forRoot(options: OpenImInspectorOptions = {}): DynamicModule {
    return assemble(options, 'forRoot()', { provide: GIVEN_SETTINGS, useValue: options });
  }

  /**
   * With settings from a factory; what shapes the module itself (path, guards, ...) is given here.
   *
   * @throws {Error} when an option is wrong; what the factory has made is told when the app boots
   */
  static forRootAsync(options: OpenImInspectorAsyncOptions): DynamicModule {
    const { useFactory, inject = [] } = options;
    return assemble(options, 'useFactory', { provide: GIVEN_SETTINGS, useFactory, inject });
  }
}

function assemble(
  options: OpenImInspectorStaticOptions,
  source: 'forRoot()' | 'useFactory',
  given: Provider,
): DynamicModule {
  const controller = createInspectorController(pathOf(options), options);
  const { guards = [], imports = [] } = options;
  return {
    module: OpenImInspectorModule,
    imports,
    controllers: [controller],
    providers: [
      given,
      {
        provide: INSPECTOR_ROUTES,
        useFactory: (host: HttpAdapterHost) => routeInspector(controller, adapterOf(host)),
        inject: [HttpAdapterHost],
      },
      {
        provide: INSPECTOR_SETTINGS,
        useFactory: (settings: OpenImInspectorSettings) => resolveInspectorSettings(settings, source),
        inject: [GIVEN_SETTINGS],
      },
      {
        provide: CallbackKeeper,
        useFactory: ({ keep }: ResolvedInspectorSettings) => new CallbackKeeper(keep),
        inject: [INSPECTOR_SETTINGS],
      },
      {
        provide: InspectorAccess,
        useFactory: (settings: ResolvedInspectorSettings) => new InspectorAccess(settings, guards.length > 0),
        inject: [INSPECTOR_SETTINGS],
      },
      InspectedInstances,
      InspectorApi,
      InspectorServer,
    ],
  };
}
