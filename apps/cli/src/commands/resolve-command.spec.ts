import { wireCommands } from 'openim-sender';
import { UsageError } from '../command-line.js';
import { resolveCommand } from './resolve-command.js';

describe('resolveCommand', () => {
  it('knows every command by both names', () => {
    for (const row of wireCommands) {
      expect(resolveCommand(row.key)).toBe(row);
      expect(resolveCommand(row.command)).toBe(row);
    }
  });

  it.each([
    ['afterSingleMsgReed', 'Did you mean afterSingleMsgRead, '],
    ['callbackSingleMsgRead', 'Did you mean callbackAfterSingleMsgReadCommand?'],
    ['CallbackBeforeSetGroupMemberInfoCommand', 'callbackBeforeSetGroupMemberInfoCommand'],
    ['nonsense', 'See: openim-callback list'],
  ])('helps with %s', (name, hint) => {
    expect(() => resolveCommand(name)).toThrow(UsageError);
    expect(() => resolveCommand(name)).toThrow(hint);
  });
});
