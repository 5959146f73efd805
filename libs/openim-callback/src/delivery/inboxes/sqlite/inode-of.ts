import { stat } from 'node:fs/promises';

/** What tells a file from another one of the same name; undefined when there is none. */
export async function inodeOf(file: string): Promise<number | undefined> {
  try {
    return (await stat(file)).ino;
  } catch {
    return undefined;
  }
}
