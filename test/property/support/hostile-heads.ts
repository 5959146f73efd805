import fc from 'fast-check';
import type { OutgoingHttpHeaders } from 'node:http';

/** What stands around a body. */
export interface HostileHead {
  readonly method: string;
  /** Makes the target below the base of a command. */
  readonly target: string;
  readonly headers: OutgoingHttpHeaders;
}

/** Stands for the command in a target. */
const COMMAND = '{command}';

const SEGMENT = fc.oneof(
  fc.constantFrom(
    COMMAND,
    COMMAND,
    COMMAND,
    '',
    '.',
    '..',
    '%',
    '%00',
    '%2F',
    '__proto__',
    'callback',
    'a b',
    '*',
    ':x',
  ),
  fc.string({ maxLength: 10 }),
);

const TARGET = fc.oneof(
  { arbitrary: fc.constant(`/${COMMAND}`), weight: 4 },
  { arbitrary: fc.array(SEGMENT, { maxLength: 4 }).map((segments) => `/${segments.join('/')}`), weight: 3 },
  { arbitrary: fc.string({ maxLength: 30 }).map((query) => `/${COMMAND}?${query}`), weight: 2 },
  { arbitrary: fc.webQueryParameters().map((query) => `?key=${query}`), weight: 1 },
);

const METHOD = fc.oneof(
  { arbitrary: fc.constant('POST'), weight: 8 },
  {
    arbitrary: fc.constantFrom('GET', 'HEAD', 'PUT', 'DELETE', 'OPTIONS', 'PATCH', 'TRACE', 'PROPFIND'),
    weight: 1,
  },
);

const VALUE = fc.string({ unit: fc.constantFrom(...'abc019 ;,=:/*"\'\t\u00e9\u00ff%[]{}'), maxLength: 30 });

const HEADERS: fc.Arbitrary<OutgoingHttpHeaders> = fc.oneof(
  fc.constant({}),
  fc.dictionary(
    fc.constantFrom(
      'operationid',
      'content-type',
      'authorization',
      'x-forwarded-for',
      'accept-encoding',
      'user-agent',
      'cookie',
      'forwarded',
      'if-none-match',
      'x-custom',
    ),
    VALUE,
    { maxKeys: 4 },
  ),
);

/** Requests from quite normal to quite odd. */
export const hostileHeads: fc.Arbitrary<HostileHead> = fc.record({
  method: METHOD,
  target: TARGET,
  headers: HEADERS,
});

/** The target for a command. */
export const targetFor = ({ target }: HostileHead, command: string): string =>
  target.replaceAll(COMMAND, command);
