import fc from 'fast-check';
import { parse } from 'yaml';
import { timeoutFor } from 'nestjs-openim-callback/webhooks';
import { resolveCommand } from '../commands/resolve-command.js';
import type { Wanted } from './expectation.js';
import { inspect, repair } from './inspect.js';
import { allKeys } from './known-keys.js';
import { WebhooksFile } from './webhooks-file.js';

const fileOf = (text: string): WebhooksFile => new WebhooksFile('webhooks.yml', text);

function wants(keys: readonly string[]): Wanted {
  const callbacks = keys.map(resolveCommand).map(({ key, command, phase, released, fires }) => ({
    key: key as 'afterUserOnline',
    command: command as 'callbackAfterUserOnlineCommand',
    phase,
    listeners: [],
    timeout: timeoutFor(phase, 4000),
    released,
    fires,
  }));
  return {
    deadline: 4000,
    observesAll: false,
    callbacks: new Map(callbacks.map((each) => [each.key, each])),
  };
}

/** A section as it may be written, and what it is with everything written out. */
interface Written {
  readonly text: string;
  readonly plain: unknown;
}

type Settings = Readonly<Record<string, unknown>>;

const ANCHORED = 'beforeSendSingleMsg';

describe('anchors, aliases and merge keys', () => {
  const value = fc.oneof(
    fc.boolean(),
    fc.integer({ min: -3, max: 40 }),
    fc.constantFrom(null, 'yes', '5', [], [1, '2-3'], ['x']),
  );
  const setting = fc.constantFrom(
    'enable',
    'timeout',
    'failedContinue',
    'attentionIds',
    'deniedTypes',
    'allowedTypes',
    'x',
  );
  const settings = fc.dictionary(setting, value, { noNullPrototype: true });
  const users = allKeys()
    .map(({ key }) => key)
    .filter((key) => key !== ANCHORED);

  const sectionOf = (shared: Settings): fc.Arbitrary<Written> =>
    fc.oneof(
      fc.constant({ text: '*shared', plain: shared }),
      settings.map((own) => ({
        text: `{ <<: *shared, ${JSON.stringify(own).slice(1)}`,
        plain: { ...shared, ...own },
      })),
      settings.map((own) => ({
        text: `{ <<: [*shared, { timeout: 9, x: 1 }], ${JSON.stringify(own).slice(1)}`,
        plain: { timeout: 9, x: 1, ...shared, ...own },
      })),
      settings.map((own) => ({ text: JSON.stringify(own), plain: own })),
    );

  const fileParts = settings.chain((shared) =>
    fc.record({
      shared: fc.constant(shared),
      sections: fc.dictionary(fc.constantFrom(...users), sectionOf(shared), {
        maxKeys: 6,
        noNullPrototype: true,
      }),
      keys: fc.uniqueArray(
        fc.constantFrom('beforeSendSingleMsg', 'afterUserOnline', 'afterQuitGroup', 'beforeAddFriend'),
      ),
      version: fc.constantFrom('3.8.3' as const, 'main' as const),
    }),
  );

  it('are read and repaired as if everything were written out, whoever shares it', () => {
    fc.assert(
      fc.property(fileParts, ({ shared, sections, keys, version }) => {
        const entries = Object.entries(sections);
        const lines = [
          'url: http://h/cb',
          `${ANCHORED}: &shared ${JSON.stringify(shared)}`,
          ...entries.map(([key, { text }]) => `${key}: ${text}`),
        ];
        const plain = {
          url: 'http://h/cb',
          [ANCHORED]: shared,
          ...Object.fromEntries(entries.map(([key, written]) => [key, written.plain])),
        };
        const expectation = { version, wanted: wants(keys) };
        const [file, twin] = [fileOf(lines.join('\n')), fileOf(JSON.stringify(plain))];
        const found = (each: WebhooksFile): string[] =>
          inspect(each, expectation)
            .map(({ finding }) => `${finding.code} ${finding.setting}`)
            .sort();
        expect(found(file)).toEqual(found(twin));
        repair(file, expectation);
        repair(twin, expectation);
        expect(parse(String(file), { merge: true })).toEqual(parse(String(twin)));
        expect(found(fileOf(String(file)))).toEqual(found(twin));
      }),
      { numRuns: 150 },
    );
  });

  it('stay where nothing changes, and a change is one of one place', () => {
    const file = fileOf(
      [
        'url: http://h/cb',
        'beforeSendSingleMsg: &on # the guard',
        '  enable: true',
        '  timeout: 5',
        'afterSingleMsgRead: *on',
        'afterUserOnline:',
        '  <<: *on # as the guard',
        'x-off: &off { enable: false }',
        'afterQuitGroup: *off',
        '',
      ].join('\n'),
    );
    repair(file, { version: '3.8.3', wanted: wants(['afterSingleMsgRead', 'afterUserOnline']) });
    expect(String(file)).toBe(
      [
        'url: http://h/cb',
        'beforeSendSingleMsg:',
        '  # the guard',
        '  enable: false',
        '  timeout: 5',
        'afterSingleMsgRead:',
        '  enable: true',
        '  timeout: 5',
        'afterUserOnline:',
        '  enable: true',
        '  timeout: 5',
        'x-off: &off { enable: false }',
        'afterQuitGroup: *off',
        '',
      ].join('\n'),
    );
  });

  it('may be of single values and of the whole file', () => {
    const text = [
      'x-all: &all',
      '  url: http://h/cb',
      '  beforeAddFriend: { enable: &yes true, timeout: &five 5 }',
      '  afterAddFriend: { enable: *yes, timeout: *five }',
      '<<: *all',
      '',
    ].join('\n');
    const expectation = { version: 'main', wanted: wants(['beforeAddFriend']) } as const;
    const file = fileOf(text);
    expect(inspect(file, expectation).map(({ finding }) => `${finding.code} ${finding.setting}`)).toEqual([
      'not-listened afterAddFriend',
    ]);
    repair(file, expectation);
    expect(parse(String(file), { merge: true })).toMatchObject({
      url: 'http://h/cb',
      beforeAddFriend: { enable: true, timeout: 5 },
      afterAddFriend: { enable: false, timeout: 5 },
      'x-all': { afterAddFriend: { enable: true, timeout: 5 } },
    });
  });

  it('are keys like any other in quotes', () => {
    const file = fileOf('url: http://h/cb\nafterUserOnline: { "<<": { enable: true }, enable: false }\n');
    expect(file.section('afterUserOnline')?.enabled).toBe(false);
  });
});
