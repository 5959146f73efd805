import { InvalidArgumentError } from 'commander';

const AGO = /^([0-9]+)([smhdw])$/;
const ISO =
  /^([0-9]{4}-[0-9]{2}-[0-9]{2})(T[0-9]{2}:[0-9]{2}(?::[0-9]{2}(?:\.[0-9]{1,3})?)?)?(Z|[+-][0-9]{2}:[0-9]{2})?$/;
const MILLISECONDS: ReadonlyMap<string | undefined, number> = new Map([
  ['s', 1000],
  ['m', 60_000],
  ['h', 3_600_000],
  ['d', 86_400_000],
  ['w', 604_800_000],
]);

/**
 * Reads a time: so long ago, `15m`, or in ISO form, in UTC unless it says otherwise. In unix milliseconds.
 *
 * @throws {InvalidArgumentError} for anything else
 */
export function pastTime(text: string, now = Date.now()): number {
  const time = ago(text, now) ?? isoTime(text);
  if (time !== undefined && Number.isSafeInteger(time)) return time;
  throw new InvalidArgumentError('It must be like 15m, 2h, 3d, 2026-07-01 or 2026-07-01T10:00:00Z.');
}

function ago(text: string, now: number): number | undefined {
  const [, count, unit] = AGO.exec(text) ?? [];
  const milliseconds = MILLISECONDS.get(unit);
  return milliseconds === undefined ? undefined : now - Number(count) * milliseconds;
}

function isoTime(text: string): number | undefined {
  const [, date = '', time, zone = 'Z'] = ISO.exec(text) ?? [];
  // Date takes 31 February for 3 March.
  const day = Date.parse(`${date}T00:00Z`);
  if (Number.isNaN(day) || !new Date(day).toISOString().startsWith(date)) return undefined;
  return Date.parse(`${date}${time ?? 'T00:00'}${zone}`);
}
