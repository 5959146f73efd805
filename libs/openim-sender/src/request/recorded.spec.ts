import { recorded, RECORDED_URL } from '../../../../test/support/recorded.js';
import { findCommand, wireCommands } from '../commands/wire-commands.js';
import { exampleBody } from '../examples/example-body.js';
import { buildRequest } from './build-request.js';

/** What OpenIM leaves out unless the message has it: the fields of an embedded pointer. */
const OFFLINE_PUSH_INFO = ['title', 'desc', 'ex', 'iOSPushSound', 'iOSBadgeCount', 'signalInfo'];

describe('a request that a running OpenIM sent', () => {
  it('is there once for every command that OpenIM sent then', () => {
    const known = wireCommands.filter(({ fires }) => fires).map(({ command }) => command);
    const commands = recorded.map(({ command }) => command);
    expect(commands).toHaveLength(51);
    expect(new Set(commands).size).toBe(commands.length);
    expect(known).toEqual(expect.arrayContaining(commands));
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
