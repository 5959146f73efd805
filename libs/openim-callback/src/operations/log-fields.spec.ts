import { ConsoleLogger } from '@nestjs/common';
import fc from 'fast-check';
import { readFields } from '../../../../test/support/log-fields.js';
import { oneLine, withFields } from './log-fields.js';

/** Texts of senders: anything, and what breaks lines and readers. */
const anyText = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 300 }),
  fc.string({
    unit: fc.constantFrom(
      '"',
      '\\',
      '=',
      ' ',
      '\n',
      '\r',
      '\t',
      '\u001b',
      '\u009b',
      '\u2028',
      '\u202e',
      '\ud83d',
      'a',
    ),
    maxLength: 300,
  }),
  fc.constantFrom(' command=x', '" command=x eventID="y', '\u001b[31mred', '\\" reason=z', '', '張三'),
);

/** What comes back of a value: its first 128 characters. */
const shown = (value: string): string => (value.length > 128 ? `${value.slice(0, 128)}…` : value);

describe('the fields of a line', () => {
  it('follow its text, words bare and everything else as JSON strings', () => {
    const fields = {
      command: 'callbackX',
      operationID: '17 51',
      eventID: 'e-1',
      reason: 'bad-json',
      retryIn: 5,
    };
    expect(withFields('a text', fields)).toBe(
      'a text command=callbackX operationID="17 51" eventID=e-1 reason=bad-json retryIn=5',
    );
  });

  it('are left out when nothing is known', () => {
    const fields = { command: 'unknown', operationID: '', eventID: undefined, reason: 'internal' };
    expect(withFields('a text', fields)).toBe('a text command=unknown reason=internal');
  });

  it('come back from one line, whatever they and the text are', () => {
    fc.assert(
      fc.property(anyText, anyText, anyText, anyText, (text, command, operationID, remoteAddress) => {
        const line = withFields(oneLine(text), {
          command,
          operationID,
          eventID: 'e-1',
          reason: 'r',
          remoteAddress,
        });
        expect(line).not.toMatch(/[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/u);
        expect(readFields(line)).toEqual({
          command: shown(command),
          ...(operationID === '' ? {} : { operationID: shown(operationID) }),
          eventID: 'e-1',
          reason: 'r',
          ...(remoteAddress === '' ? {} : { remoteAddress: shown(remoteAddress) }),
        });
      }),
      { numRuns: 1000 },
    );
  });

  it('are bounded, and so is the text', () => {
    const long = '\u0000'.repeat(100_000);
    const line = withFields(oneLine(long), { command: long, operationID: long, reason: 'r' });
    expect(line.length).toBeLessThan(8_000);
  });

  it('are in the message of a logger that writes JSON', () => {
    const written: string[] = [];
    const { write } = process.stdout;
    process.stdout.write = (text) => written.push(String(text)) > 0;
    try {
      const logger = new ConsoleLogger('Test', { json: true, colors: false });
      logger.warn(withFields('a text', { command: 'callbackX', operationID: '"\n', reason: 'r' }));
    } finally {
      process.stdout.write = write;
    }
    expect(written).toHaveLength(1);
    const { message } = JSON.parse(String(written[0])) as { message: string };
    expect(readFields(message)).toEqual({ command: 'callbackX', operationID: '"\n', reason: 'r' });
  });
});
