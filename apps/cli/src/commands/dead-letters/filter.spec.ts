import { UsageError } from '../../command-line.js';
import { TestOutput } from '../../testing/run-cli.js';
import { readFilter, readFilterOrAll } from './filter.js';

describe('readFilter', () => {
  const read = (options: Parameters<typeof readFilter>[0]): unknown[] => {
    const stderr = new TestOutput();
    return [readFilter(options, { stderr }), stderr.text];
  };

  it.each(['afterUserOnline', 'callbackAfterUserOnlineCommand'])('knows the command %s', (command) => {
    expect(read({ command })).toEqual([{ command: 'callbackAfterUserOnlineCommand' }, '']);
  });

  it('takes a command that no OpenIM has as it is, with a warning', () => {
    expect(read({ command: 'afterUserOnlin' })).toEqual([
      { command: 'afterUserOnlin' },
      expect.stringMatching(/^warning: .*Did you mean afterUserOnline/),
    ]);
  });

  it('refuses what can match nothing, or everything by mistake', () => {
    expect(() => read({ since: 2, until: 2 })).toThrow(UsageError);
    expect(() => read({ reason: '' })).toThrow('--reason must not be empty');
  });
});

describe('readFilterOrAll', () => {
  const stderr = new TestOutput();

  it('wants a filter or --all, and not both', () => {
    expect(readFilterOrAll({ all: true }, { stderr })).toEqual({});
    expect(readFilterOrAll({ listener: 'A.a' }, { stderr })).toEqual({ listener: 'A.a' });
    expect(() => readFilterOrAll({}, { stderr })).toThrow('or --all');
    expect(() => readFilterOrAll({ all: true, id: ['1'] }, { stderr })).toThrow('--all goes with no filter');
  });
});
