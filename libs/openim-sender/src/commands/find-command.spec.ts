import { findCommand } from './find-command.js';
import { UnknownCommandError } from './unknown-command-error.js';
import { wireCommands } from './wire-commands.js';

describe('findCommand', () => {
  it('finds every command by both names', () => {
    for (const row of wireCommands) {
      expect(findCommand(row.command)).toBe(row);
      expect(findCommand(row.key)).toBe(row);
    }
  });

  it.each(['', 'afterGroupMsgRevoke', 'callbackSingleMsgRead', 'AFTERSINGLEMSGREAD', 'constructor'])(
    'does not know %j',
    (name) => {
      expect(findCommand(name)).toBeUndefined();
    },
  );
});

describe('UnknownCommandError', () => {
  it('names the command', () => {
    const error = new UnknownCommandError('nope');
    expect(error).toBeInstanceOf(Error);
    expect(error).toMatchObject({ name: 'UnknownCommandError', commandOrKey: 'nope' });
    expect(error.message).toContain('"nope"');
  });
});
