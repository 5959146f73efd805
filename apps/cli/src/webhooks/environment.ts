import type { Place } from './finding.js';

/** An environment variable as the containers of OpenIM get it. */
export interface Variable {
  readonly name: string;
  readonly value: string;
  readonly place: Place;
}

/** What all variables for webhooks.yml begin with. */
export const PREFIX = 'IMENV_WEBHOOKS_';

/** The settings of a callback that some version reads. */
export const SETTINGS: readonly string[] = [
  'enable',
  'timeout',
  'failedContinue',
  'attentionIds',
  'deniedTypes',
  'allowedTypes',
];

/** Those of them that are lists, which OpenIM is reported not to read from the environment (open-im-server #3321). */
export const LISTS: ReadonlySet<string> = new Set(['attentionIds', 'deniedTypes', 'allowedTypes']);

/**
 * The environment variables `IMENV_WEBHOOKS_...`, which go before what webhooks.yml says. OpenIM looks for those of
 * the keys that its file has, in capital letters, and takes empty ones for absent (viper, AutomaticEnv).
 */
export class Environment {
  private readonly byName: ReadonlyMap<string, Variable>;

  constructor(
    /** All whose names begin with the prefix, in whatever letter case. */
    readonly variables: readonly Variable[],
  ) {
    this.byName = new Map(variables.filter(({ value }) => value !== '').map((each) => [each.name, each]));
  }

  /** The variable of `url`. */
  get url(): Variable | undefined {
    return this.byName.get(`${PREFIX}URL`);
  }

  /** The variables of a section, by the names of settings. */
  of(key: string): ReadonlyMap<string, Variable> {
    const found = SETTINGS.map((setting) => [setting, this.byName.get(variableOf(key, setting))] as const);
    return new Map(
      found.flatMap(([setting, variable]) => (variable === undefined ? [] : [[setting, variable]])),
    );
  }
}

/** The name of the variable of a setting. */
export const variableOf = (key: string, setting: string): string =>
  `${PREFIX}${key}_${setting}`.toUpperCase();
