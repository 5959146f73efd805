import { UsageError } from '../../usage-error.js';

/** One `--set`, taken apart. */
export interface Setting {
  /** Where in the body; at least one name. */
  readonly path: readonly [string, ...string[]];
  /** What stands after the `=`, placeholders included. */
  readonly text: string;
}

/**
 * Takes `field=value` or `a.b.c=value` apart; the value may hold further equals signs.
 *
 * @throws {UsageError} without a `=` or with an empty name
 */
export function readSetting(argument: string): Setting {
  const [field = '', ...value] = argument.split('=');
  const [name = '', ...inner] = field.split('.');
  if (value.length === 0 || name === '' || inner.includes('')) {
    throw new UsageError(`--set "${argument}" is not of the form field=value or field.inner=value`);
  }
  return { path: [name, ...inner], text: value.join('=') };
}
