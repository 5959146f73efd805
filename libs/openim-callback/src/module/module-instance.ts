import { Logger } from '@nestjs/common';
import type { Mount, OpenImCallbackStaticOptions } from '../openim-callback.options.js';
import { DEFAULT_INSTANCE } from '../listeners/listener-options.js';

/** What is fixed about one module instance; one provider each, by which the instances find one another. */
export class ModuleInstance {
  readonly name: string;
  readonly path: string;
  readonly mount: Mount;
  readonly version: string | undefined;
  readonly controllerDecorators: readonly ClassDecorator[];

  /** @throws {Error} when the path or the mount cannot be one */
  constructor({ name, path, mount, version, controllerDecorators }: OpenImCallbackStaticOptions) {
    this.name = name ?? DEFAULT_INSTANCE;
    this.path = (path ?? 'callbackExample').replace(/^\/+|\/+$/g, '');
    this.mount = mount ?? 'controller';
    this.version = version;
    this.controllerDecorators = controllerDecorators ?? [];
    if (!['controller', 'direct'].includes(this.mount))
      throw new Error(
        `OpenImCallbackModule: mount must be 'controller' or 'direct', it is ${JSON.stringify(mount)}`,
      );
    if (!/^[\w.~-]+(\/[\w.~-]+)*$/.test(this.path)) {
      throw new Error(
        `OpenImCallbackModule: path ${JSON.stringify(path)} must be one or more plain segments, such as 'callbackExample'`,
      );
    }
  }

  /** Says whose log it is: `[OpenImCallback]`, with the name of an instance that has one. */
  get logger(): Logger {
    return new Logger(this.name === DEFAULT_INSTANCE ? 'OpenImCallback' : `OpenImCallback:${this.name}`);
  }

  /** Whether two instances could not be told apart, and why. */
  conflictWith(other: ModuleInstance): string | undefined {
    if (this === other) return undefined;
    if (this.name === other.name) {
      return `two OpenImCallbackModule instances are named '${this.name}': give one of them another { name }`;
    }
    if (this.version !== other.version) return undefined;
    if (this.path === other.path) {
      return `OpenImCallbackModule instances '${this.name}' and '${other.name}' share the path '${this.path}': give one of them another { path }`;
    }
    const [outer, inner] = this.path.length < other.path.length ? [this, other] : [other, this];
    return inner.path.startsWith(`${outer.path}/`)
      ? `the path of OpenImCallbackModule instance '${inner.name}', '${inner.path}', lies below that of '${outer.name}', '${outer.path}': give one of them another { path }`
      : undefined;
  }
}
