import { recorded, RECORDED_URL } from '../../../../test/support/recorded.js';
import { findCommand } from '../commands/find-command.js';
import { wireCommands } from '../commands/wire-commands.js';
import { exampleBody } from '../examples/example-body.js';
import { buildRequest } from './build-request.js';

/** What OpenIM leaves out unless the message has it: the fields of an embedded pointer. */
const OFFLINE_PUSH_INFO = ['title', 'desc', 'ex', 'iOSPushSound', 'iOSBadgeCount', 'signalInfo'];

describe('a request that a running OpenIM sent', () => {
  it('is there for every command that OpenIM sends', () => {
    const sent = wireCommands.filter(({ fires }) => fires).map(({ command }) => command);
    expect(recorded.map(({ command }) => command).toSorted()).toEqual(sent.toSorted());
  });

  it.each(recorded)(
    '$command is what the model builds, byte for byte',
    ({ command, path, headers, body }) => {
      const built = buildRequest({
        url: RECORDED_URL,
        command,
        body: JSON.parse(body) as Record<string, unknown>,
        operationID: headers['Operationid'],
      });

      expect(built.target).toBe(path);
      expect(built.headers).toEqual(Object.entries(headers));
      expect(built.body.equals(Buffer.from(body))).toBe(true);
    },
  );

  it.each(recorded)('$command has the fields of the example body, in order', ({ command, body }) => {
    const example = Object.entries(exampleBody(command));
    const real: object = JSON.parse(body);
    const pushes = findCommand(command)?.key === 'beforeOfflinePush';
    const shown = example.filter(([key]) => !pushes || key in real || !OFFLINE_PUSH_INFO.includes(key));
    expect(shown.map(([key]) => key)).toEqual(Object.keys(real));
  });
});
