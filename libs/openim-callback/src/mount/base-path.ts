import { RequestMethod, VERSION_NEUTRAL, VersioningType } from '@nestjs/common';
import type { ApplicationConfig, ModulesContainer } from '@nestjs/core';
import { RoutePathFactory } from '@nestjs/core/router/route-path-factory.js';

/** Where `RouterModule` notes a module's path; Nest exports the key from other places in 11 and in 12. */
const MODULE_PATH = '__module_path__';

/** Stands for a command after the path. */
const BELOW = ':command';

/** What a module instance's options say about its path. */
export interface PathOptions {
  readonly path: string;
  readonly version: string | undefined;
}

/**
 * The path at which Nest serves the controller: with the global prefix, its exclusions, URI versioning and
 * `RouterModule` applied.
 *
 * @throws {Error} when a version is given that OpenIM has no way to send, or the path is not one fixed path
 */
export function basePath(
  { path, version }: PathOptions,
  config: ApplicationConfig,
  modules: ModulesContainer,
  moduleClass: object,
): string {
  const versioningOptions = config.getVersioning();
  if (version !== undefined && versioningOptions?.type !== VersioningType.URI) {
    throw new Error(
      `version '${version}' needs app.enableVersioning({ type: VersioningType.URI }): ` +
        'OpenIM can send a version in the path only; otherwise leave the option version out',
    );
  }
  const modulePath: unknown = Reflect.getMetadata(MODULE_PATH + modules.applicationId, moduleClass);
  const factory = new RoutePathFactory(config);
  const pathOf = (methodPath: string): string | undefined =>
    factory.create(
      {
        ctrlPath: path,
        methodPath,
        ...(typeof modulePath === 'string' ? { modulePath } : {}),
        globalPrefix: globalPrefix(config),
        controllerVersion: version ?? VERSION_NEUTRAL,
        ...(versioningOptions === undefined ? {} : { versioningOptions }),
      },
      RequestMethod.ALL,
    )[0];
  const base = pathOf('') ?? '/';
  if (/[:*{}()]/.test(base)) {
    throw new Error(`callbacks cannot be received at ${base}: their path must have no parameters`);
  }
  if (pathOf(BELOW) !== `${base}/${BELOW}`) {
    throw new Error(
      `the global prefix is excluded for a part of the callbacks only: ` +
        `give app.setGlobalPrefix() { exclude: ['${path}', '${path}/{*rest}'] }`,
    );
  }
  return base;
}

function globalPrefix(config: ApplicationConfig): string {
  const prefix = config.getGlobalPrefix();
  return prefix === '' || prefix.startsWith('/') ? prefix : `/${prefix}`;
}
