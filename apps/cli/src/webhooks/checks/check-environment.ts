import { suggest } from '../../output/suggest.js';
import { LISTS, PREFIX, SETTINGS, variableOf, type Variable } from '../environment.js';
import type { FindingDetails, Problem } from '../finding.js';
import { allKeys, findKey } from '../known-keys.js';
import type { WebhooksFile } from '../webhooks-file.js';

/** Variables of the environment that OpenIM does not look for, or cannot read. */
export const checkEnvironment = (file: WebhooksFile): readonly Problem[] =>
  file.environment.variables.flatMap((variable) => {
    const details = wrongWith(variable, file);
    return details === undefined
      ? []
      : [
          {
            finding: { ...details, place: variable.place, setting: variable.name },
            repair: undefined,
          },
        ];
  });

function wrongWith({ name, value }: Variable, file: WebhooksFile): FindingDetails | undefined {
  const inCapitals = name.toUpperCase();
  if (name !== inCapitals)
    return ignored(`OpenIM looks for ${inCapitals}, in capital letters`, `call it ${inCapitals}`);
  if (name === `${PREFIX}URL` || value === '') return undefined;
  const [, key = '', setting = ''] = /^(.*)_([^_]*)$/.exec(name.slice(PREFIX.length)) ?? [];
  const section = file.section(key);
  const known = SETTINGS.find((each) => each.toUpperCase() === setting);
  if (findKey(key) === undefined || known === undefined) return unknown(name);
  if (!section?.settings.some((each) => each.toUpperCase() === setting))
    return ignored(
      `OpenIM looks only for variables of what its webhooks.yml has, and ${file.name} has no ${findKey(key)?.key}.${known}`,
      'write it into that file',
    );
  return LISTS.has(known) ? LIST : undefined;
}

function unknown(name: string): FindingDetails {
  const names = allKeys().flatMap(({ key }) => SETTINGS.map((setting) => variableOf(key, setting)));
  const [meant] = suggest(name, [...names, `${PREFIX}URL`]);
  return ignored(
    'OpenIM has no such setting and looks for no such variable',
    meant === undefined ? 'remove it; the names are in: openim-callback config --env' : `call it ${meant}`,
  );
}

const ignored = (reason: string, fix: string): FindingDetails => ({
  code: 'env-ignored',
  severity: 'error',
  reason,
  fix,
});

const LIST: FindingDetails = {
  code: 'env-list',
  severity: 'warning',
  reason: 'lists from the environment are reported not to work (openimsdk/open-im-server #3321)',
  fix: 'write the list into webhooks.yml',
};
