import { randomUUID } from 'node:crypto';
import { exampleBody, type Edition, type WireCommand } from 'openim-sender';
import { setField, type Setting } from './set-field.js';

/** One callback to send. */
export interface Callback {
  readonly body: Record<string, unknown> | Buffer;
  /** Undefined leaves it to the body. */
  readonly operationID: string | undefined;
}

/** What the callbacks of one run are made of. */
export interface Recipe {
  readonly command: WireCommand;
  /** Bytes to send instead of the example body. */
  readonly raw: Buffer | undefined;
  readonly settings: readonly Setting[];
  readonly operationID: string | undefined;
  readonly edition: Edition;
}

/**
 * Makes the callback of that number, from 1 on.
 *
 * @param warn is told what is odd about the settings
 * @throws {UsageError} when a setting cannot be made
 */
export function createCallback(recipe: Recipe, number: number, warn: (warning: string) => void): Callback {
  const fill = createFill(number);
  const operationID = recipe.operationID === undefined ? undefined : fill(recipe.operationID);
  if (recipe.raw !== undefined) return { body: recipe.raw, operationID };
  let body = exampleOf(recipe, operationID);
  for (const { path, text } of recipe.settings) {
    const { value, warnings } = setField(body, path, fill(text));
    warnings.forEach(warn);
    body = value;
  }
  return { body, operationID };
}

// OpenIM writes the id it has in the header; in the bodies of the setGroupInfo family it stays empty.
function exampleOf({ command, edition }: Recipe, operationID: string | undefined): Record<string, unknown> {
  const body = exampleBody(command.command, edition);
  return operationID !== undefined && body['operationID'] ? { ...body, operationID } : body;
}

/** Fills the placeholders of one callback. */
type Fill = (text: string) => string;

/** Fills `{n}` with the number of the callback and `{uuid}` with one UUID for the whole callback. */
export function createFill(number: number, uuid: string = randomUUID()): Fill {
  return (text) => text.replaceAll('{n}', String(number)).replaceAll('{uuid}', uuid);
}
