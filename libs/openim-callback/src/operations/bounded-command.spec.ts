import { boundedCommand } from './bounded-command.js';

describe('a command as a label', () => {
  it.each([
    ['callbackAfterSingleMsgReadCommand', 'callbackAfterSingleMsgReadCommand', 'after'],
    ['callbackBeforeMemberJoinGroupCommand', 'callbackBeforeMembersJoinGroupCommand', 'before'],
    ['callbackOfNobody', 'unknown', 'unknown'],
    ['__proto__', 'unknown', 'unknown'],
    [undefined, 'unknown', 'unknown'],
  ])('of %s is %s', (given, command, phase) => {
    expect(boundedCommand(given)).toMatchObject({ command, phase });
  });
});
