import { validateSync, type ValidationError } from 'class-validator';
import type { OpenImEvent } from './definition.js';
import { isSurelyValid } from './is-surely-valid.js';
import { readFields } from './read-fields.js';

/** A callback whose fields are not of the types the contract gives them. */
export class InvalidEventError extends Error {
  override readonly name = 'InvalidEventError';

  constructor(
    /** The command it claims to be. */
    readonly command: string,
    /** One sentence for each field that is wrong. Names fields and types, never their values. */
    readonly problems: readonly string[],
  ) {
    super(`${command}: ${problems.join('; ')}`);
  }
}

/**
 * Turns a parsed body into an event: odd and documented spellings become the sane one, what is absent or null
 * becomes Go's zero value, unknown fields stay behind.
 *
 * @throws {InvalidEventError} when a field is of the wrong type or out of its integer's range
 */
export function readEvent<E extends OpenImEvent>(
  type: new () => E,
  body: Readonly<Record<string, unknown>>,
): E {
  const event = readFields(type, body);
  if (isSurelyValid(event)) return event;
  const errors = validateSync(event, { forbidUnknownValues: true });
  if (errors.length > 0) throw new InvalidEventError(event.callbackCommand, describeErrors(errors));
  return event;
}

/**
 * The errors of class-validator as sentences, nested ones with their path: one for each wrong field, since a
 * value of a wrong type breaks every rule of its field.
 */
export function describeErrors(errors: readonly ValidationError[], path = ''): string[] {
  return errors.flatMap((error) => [
    ...sentencesOf(error)
      .slice(0, 1)
      .map((sentence) => path + sentence),
    ...describeErrors(error.children ?? [], `${path}${error.property}.`),
  ]);
}

/** Without what nestedValidation says of values that are no objects: isObject says it of the whole field. */
const sentencesOf = ({ constraints = {} }: ValidationError): string[] =>
  Object.entries(constraints).flatMap(([name, sentence]) => (name === 'nestedValidation' ? [] : [sentence]));
