import type { IncomingMessage } from 'node:http';
import type {
  CanActivate,
  InjectionToken,
  ModuleMetadata,
  OptionalFactoryDependency,
  Type,
} from '@nestjs/common';
import { amount, count, numberProblems } from '../delivery/inbox-options.js';
import { nameProblems, type OptionNames } from '../delivery/option-names.js';
import type { Redact } from './views/shown-body.js';
import type { KeepBounds } from './watch/callback-keeper.js';

/** Options that shape the inspector's module and so cannot come from a factory. */
export interface OpenImInspectorStaticOptions {
  /** The path of the page, after the app's global prefix. @default 'openim' */
  readonly path?: string;
  /**
   * Guards of the page and all that it asks for, beside the app's global ones. What they inject comes from `imports`.
   * @default none: loopback addresses only, unless there is `authorize`
   */
  readonly guards?: readonly (Type<CanActivate> | CanActivate)[];
  /** Where the guards find what they inject. @default none */
  readonly imports?: ModuleMetadata['imports'];
  /** Decorators for the controller, so that guards of the app let people in: `[Public()]`. @default none */
  readonly controllerDecorators?: readonly ClassDecorator[];
}

/** Options that a factory can provide. */
export interface OpenImInspectorSettings {
  /**
   * Whether a request may see and change everything. Who may not is asked for Basic credentials by his browser.
   * @default loopback addresses only, unless there are guards
   */
  readonly authorize?: (request: IncomingMessage) => boolean | Promise<boolean>;
  /**
   * Hides bodies in every view: all of them with `true`, where users, groups and conversations are still named; or
   * what a function leaves out, which gets a copy of a callback's body, or of what an answer changes.
   * @default nothing is hidden
   */
  readonly redact?: Redact;
  /**
   * What is kept in memory: the last `count` callbacks, within `bytes`, and of each second `perSecond`, a random choice
   * when more come. Those that failed or were refused are chosen among themselves.
   * @default { count: 1000, bytes: 16777216 (16 MiB), perSecond: 200 }
   */
  readonly keep?: Partial<KeepBounds>;
  /**
   * What the page's token is made of, at least 16 characters: the same in all replicas behind a balancer, so that a
   * page that one has served may ask another for a change.
   * @default random in each process
   */
  readonly secret?: string;
  /** Where `docs/commands` can be read, for links: `https://wiki.example.com/openim/commands`. @default no links */
  readonly docs?: string;
}

/** The options of `OpenImInspectorModule.forRoot()`. */
export interface OpenImInspectorOptions extends OpenImInspectorStaticOptions, OpenImInspectorSettings {}

/** The options of `OpenImInspectorModule.forRootAsync()`. */
export interface OpenImInspectorAsyncOptions extends OpenImInspectorStaticOptions {
  /** Makes the settings from what is injected. */
  readonly useFactory: (...args: never[]) => OpenImInspectorSettings | Promise<OpenImInspectorSettings>;
  /** What the factory gets. */
  readonly inject?: (InjectionToken | OptionalFactoryDependency)[];
}

const KEEP: OptionNames<KeepBounds> = { count: true, bytes: true, perSecond: true };
const STATIC: OptionNames<OpenImInspectorStaticOptions> = {
  path: true,
  guards: true,
  imports: true,
  controllerDecorators: true,
};
const SETTINGS: OptionNames<OpenImInspectorSettings> = {
  authorize: true,
  redact: true,
  keep: KEEP,
  secret: true,
  docs: true,
};
const ASYNC: OptionNames<OpenImInspectorAsyncOptions> = { ...STATIC, useFactory: true, inject: true };

/** Characters that a secret has to have. */
const SHORTEST_SECRET = 16;

/** The settings with every default in place. */
export interface ResolvedInspectorSettings {
  readonly authorize: OpenImInspectorSettings['authorize'];
  readonly redact: Redact | undefined;
  readonly keep: KeepBounds;
  readonly secret: string | undefined;
  /** Without a slash at its end. */
  readonly docs: string;
}

/**
 * The path, without slashes around it.
 *
 * @throws {Error} when it cannot be one, or an option is none
 */
export function pathOf(options: OpenImInspectorOptions | OpenImInspectorAsyncOptions): string {
  refuse(nameProblems(options, 'useFactory' in options ? ASYNC : { ...STATIC, ...SETTINGS }));
  const path = (options.path ?? 'openim').replace(/^\/+|\/+$/g, '');
  if (/^[\w.~-]+(\/[\w.~-]+)*$/.test(path)) return path;
  throw new Error(
    `OpenImInspectorModule: path ${JSON.stringify(options.path)} must be one or more plain segments, such as 'openim'`,
  );
}

/**
 * Fills in the defaults.
 *
 * @param settings what `forRoot()` was given or a factory has made
 * @throws {Error} naming every setting that is wrong, and what it may be
 */
export function resolveInspectorSettings(
  settings: OpenImInspectorSettings,
  source: 'forRoot()' | 'useFactory',
): ResolvedInspectorSettings {
  const { authorize, redact, keep = {}, secret, docs = 'docs/commands' } = settings;
  const bounds: KeepBounds = {
    count: keep.count ?? 1000,
    bytes: keep.bytes ?? 16 * 1024 * 1024,
    perSecond: keep.perSecond ?? 200,
  };
  const isFunction = (value: unknown): boolean => typeof value === 'function';
  refuse([
    ...nameProblems(settings, source === 'useFactory' ? SETTINGS : { ...STATIC, ...SETTINGS }),
    ...numberProblems(bounds, { count: count(1), bytes: amount(1), perSecond: amount(1) }).map(
      (each) => `keep: ${each}`,
    ),
    ...(authorize === undefined || isFunction(authorize)
      ? []
      : ['authorize must be a function that gets a request and says whether it may']),
    ...(redact === undefined || redact === true || isFunction(redact)
      ? []
      : ['redact must be true or a function that gets a body and gives what may be shown']),
    ...(secret === undefined || (typeof secret === 'string' && secret.length >= SHORTEST_SECRET)
      ? []
      : [`secret must be a text of at least ${SHORTEST_SECRET} characters`]),
  ]);
  return { authorize, redact, keep: bounds, secret, docs: docs.replace(/\/+$/, '') };
}

function refuse(problems: readonly string[]): void {
  if (problems.length > 0) throw new Error(`OpenImInspectorModule options: ${problems.join('; ')}`);
}
