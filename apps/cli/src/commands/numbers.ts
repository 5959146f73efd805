import { InvalidArgumentError } from 'commander';

/**
 * Reads the value of an option that counts something.
 *
 * @throws {InvalidArgumentError} for anything but 1 and up
 */
export function wholeNumber(text: string): number {
  const value = Number(text);
  if (/^[0-9]+$/.test(text) && value >= 1 && Number.isSafeInteger(value)) return value;
  throw new InvalidArgumentError('It must be a whole number from 1 on.');
}

/**
 * Reads a timeout in seconds.
 *
 * @throws {InvalidArgumentError} for anything but a decimal number from 0 on
 */
export function seconds(text: string): number {
  if (/^[0-9]+(?:\.[0-9]+)?$/.test(text) && Number.isFinite(Number(text))) return Number(text);
  throw new InvalidArgumentError('It must be a number of seconds; 0 means 15, as for OpenIM.');
}

/**
 * Reads a pause in seconds, 0 for none.
 *
 * @throws {InvalidArgumentError} for anything but a decimal number from 0 to a day
 */
export function pause(text: string): number {
  if (/^[0-9]+(?:\.[0-9]+)?$/.test(text) && Number(text) <= 86_400) return Number(text);
  throw new InvalidArgumentError('It must be a number of seconds, at most a day; 0 for none.');
}
