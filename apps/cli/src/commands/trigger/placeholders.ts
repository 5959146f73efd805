import { randomUUID } from 'node:crypto';

/** Fills the placeholders of one callback. */
export type Fill = (text: string) => string;

/** Fills `{n}` with the number of the callback and `{uuid}` with one UUID for the whole callback. */
export function createFill(number: number, uuid: string = randomUUID()): Fill {
  return (text) => text.replaceAll('{n}', String(number)).replaceAll('{uuid}', uuid);
}
