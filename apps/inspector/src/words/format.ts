import { findCommand } from 'openim-sender/reading';

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** `1,234` */
export const count = (value: number): string => value.toLocaleString('en');

/** `1 letter`, `2 letters` */
export const counted = (value: number, noun: string): string =>
  `${count(value)} ${noun}${value === 1 ? '' : 's'}`;

/** A duration as it is said: `0.4 ms`, `12 ms`, `1.5 s`, `3 min`, `2 h 5 min`, `4 d`. */
export function duration(milliseconds: number): string {
  if (milliseconds < 10) return `${Number(milliseconds.toFixed(1))} ms`;
  if (milliseconds < SECOND) return `${Math.round(milliseconds)} ms`;
  if (milliseconds < MINUTE) return `${Number((milliseconds / SECOND).toFixed(1))} s`;
  if (milliseconds < HOUR) return `${Math.round(milliseconds / MINUTE)} min`;
  if (milliseconds < DAY) return withRest(milliseconds, HOUR, 'h', MINUTE, 'min');
  return withRest(milliseconds, DAY, 'd', HOUR, 'h');
}

function withRest(
  milliseconds: number,
  unit: number,
  name: string,
  lesser: number,
  lesserName: string,
): string {
  const whole = Math.floor(milliseconds / unit);
  const rest = Math.floor((milliseconds % unit) / lesser);
  return rest === 0 ? `${whole} ${name}` : `${whole} ${name} ${rest} ${lesserName}`;
}

/** A moment as seen from another: `now`, `in 5 s`, `3 min ago`. */
export function relative(at: number, now: number): string {
  const distance = at - now;
  if (Math.abs(distance) < SECOND) return 'now';
  const whole = Math.floor(Math.abs(distance) / SECOND) * SECOND;
  return distance > 0 ? `in ${duration(whole)}` : `${duration(whole)} ago`;
}

/** The time of day with milliseconds, `14:03:07.512`. */
export const clock = (at: number): string =>
  new Date(at).toLocaleTimeString('en-GB', {
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
    fractionalSecondDigits: 3,
  });

/** Date and time of day, `29 Nov 14:03:07`. */
export const moment = (at: number): string =>
  new Date(at).toLocaleString('en-GB', {
    day: 'numeric',
    month: 'short',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
  });

/** The hour and the minute, `14:03`. */
export const minute = (at: number): string =>
  new Date(at).toLocaleTimeString('en-GB', { hour: '2-digit', minute: '2-digit' });

/** What a command is called: its key in webhooks.yml, as far as it is known. */
export const nameOf = (command: string | undefined): string =>
  command === undefined ? 'unknown' : (findCommand(command)?.key ?? command);
