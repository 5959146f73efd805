import { Option, type Command } from 'commander';
import { timeoutFor, type OpenImVersion, type WebhooksPlan } from 'nestjs-openim-callback/webhooks';
import { UsageError } from '../../command-line.js';
import { wholeNumber } from '../../commands/numbers.js';
import { resolveCommand } from '../../commands/resolve-command.js';
import type { Wanted } from '../expectation.js';
import { loadPlans } from './load-plans.js';

/** The options that say what an app listens to, and which OpenIM it is for. */
export interface AppOptions {
  readonly app?: string;
  readonly instance?: string;
  readonly listen?: readonly string[];
  readonly deadline?: number;
  readonly openim: OpenImVersion;
}

/** The module's own deadline where it has no other, in milliseconds. */
const DEFAULT_DEADLINE = 4000;

/** Adds these options to a command. */
export const addAppOptions = (command: Command): Command =>
  command
    .option(
      '--app <file#export>',
      'the compiled module of the app, dist/app.module.js#AppModule, which is not started',
    )
    .option('--instance <name>', 'which OpenImCallbackModule of the app, where it has several')
    .addOption(
      new Option('--listen <keys>', 'what the app listens to, instead of --app: keys with commas between')
        .argParser((text) => text.split(',').map((key) => key.trim()))
        .conflicts('app'),
    )
    .option('--deadline <ms>', "the module's option deadline, where --app cannot tell it", wholeNumber)
    .addOption(
      new Option('--openim <version>', 'the open-im-server that runs')
        .choices(['3.8.3', 'main'])
        .default('3.8.3'),
    );

/**
 * What the app wants; undefined when neither it nor its listeners are named.
 *
 * @throws {UsageError} when that cannot be found out
 */
export async function readWanted(options: AppOptions): Promise<Wanted | undefined> {
  const { app, listen, deadline } = options;
  if (app !== undefined) return wantedBy(choose(await loadPlans(app), options.instance), deadline);
  return listen === undefined ? undefined : listenedTo(listen, deadline ?? DEFAULT_DEADLINE);
}

function choose(plans: readonly WebhooksPlan[], instance: string | undefined): WebhooksPlan {
  const [only, ...others] =
    instance === undefined ? plans : plans.filter((plan) => plan.instance === instance);
  if (only !== undefined && others.length === 0) return only;
  const names = plans.map((plan) => plan.instance).join(', ');
  throw new UsageError(
    instance === undefined
      ? `the app has several OpenImCallbackModules: give --instance with one of ${names}`
      : `the app has no OpenImCallbackModule named ${instance}, but ${names}`,
  );
}

function wantedBy({ observesAll, callbacks, deadline }: WebhooksPlan, given: number | undefined): Wanted {
  const known = given ?? deadline;
  const timed = callbacks.map((callback) => ({
    ...callback,
    timeout: timeoutFor(callback.phase, known ?? DEFAULT_DEADLINE),
  }));
  return { deadline: known, observesAll, callbacks: new Map(timed.map((each) => [each.key, each])) };
}

function listenedTo(names: readonly string[], deadline: number): Wanted {
  const callbacks = names.map(resolveCommand).map(({ key, command, phase, released, fires }) => ({
    key: key as WebhooksPlan['callbacks'][number]['key'],
    command: command as WebhooksPlan['callbacks'][number]['command'],
    phase,
    listeners: [],
    timeout: timeoutFor(phase, deadline),
    released,
    fires,
  }));
  return { deadline, observesAll: false, callbacks: new Map(callbacks.map((each) => [each.key, each])) };
}
