import fc from 'fast-check';
import { timeoutFor } from 'nestjs-openim-callback/webhooks';
import { parse } from 'yaml';
import { resolveCommand } from '../commands/resolve-command.js';
import type { Expectation, Wanted } from './expectation.js';
import type { Finding } from './finding.js';
import { inspect, repair } from './inspect.js';
import { allKeys } from './known-keys.js';
import { WebhooksFile } from './webhooks-file.js';

const URL = 'url: http://10.0.0.5:10006/cb';

function wants(keys: readonly string[], wishes: Partial<Wanted> = {}): Wanted {
  const callbacks = keys.map(resolveCommand).map(({ key, command, phase, released, fires }) => ({
    key: key as 'afterUserOnline',
    command: command as 'callbackAfterUserOnlineCommand',
    phase,
    listeners: [`Test.${key}`],
    timeout: timeoutFor(phase, wishes.deadline ?? 4000),
    released,
    fires,
  }));
  return {
    deadline: 4000,
    observesAll: false,
    callbacks: new Map(callbacks.map((each) => [each.key, each])),
    ...wishes,
  };
}

const fileOf = (text: string): WebhooksFile => new WebhooksFile('webhooks.yml', text);

interface Case {
  readonly title: string;
  readonly lines: readonly string[];
  readonly wanted?: Wanted;
  readonly version?: Expectation['version'];
  /** `code setting line`, in the order of the file. */
  readonly finds: readonly string[];
  /** What is left after a repair. @default nothing */
  readonly left?: readonly string[];
}

const cases: readonly Case[] = [
  {
    title: 'nothing in an empty file but that it has no url',
    lines: [],
    finds: ['url-missing url 1'],
    left: ['url-missing'],
  },
  {
    title: 'nothing in a good file',
    lines: [URL, 'afterUserOnline:', '  enable: true', '  timeout: 5'],
    finds: [],
  },
  {
    title: 'an unknown key that is enabled, and renames what was meant',
    lines: [URL, 'beforeSendSingleMessage:', '  enable: true', '  timeout: 5'],
    wanted: wants(['beforeSendSingleMsg']),
    finds: ['unknown-key beforeSendSingleMessage 2', 'not-enabled beforeSendSingleMsg -'],
  },
  {
    title: 'no unknown key that is not enabled, which a newer OpenIM may have',
    lines: [URL, 'afterSomethingNew:', '  enable: false'],
    finds: [],
  },
  {
    title: 'a key at the top that is no section, which only a person can judge',
    lines: [URL, 'timeout: 5'],
    finds: ['unknown-key timeout 2'],
    left: ['unknown-key'],
  },
  {
    title: 'an old name of what is listened to',
    lines: [URL, 'singleMsgRead:', '  enable: true', '  timeout: 5'],
    wanted: wants(['afterSingleMsgRead']),
    finds: ['old-key singleMsgRead 2', 'not-enabled afterSingleMsgRead -'],
  },
  {
    title: 'whatever the letter case of keys, as OpenIM does',
    lines: [URL.replace('url', 'URL'), 'AFTERUSERONLINE:', '  Enable: true', '  Timeout: 99'],
    finds: ['timeout-too-long AFTERUSERONLINE.timeout 4'],
  },
  {
    title: 'a kick-off callback, which nothing sends',
    lines: [URL, 'afterUserKickOff:', '  enable: true', '  timeout: 5'],
    finds: ['dead-key afterUserKickOff 2'],
  },
  {
    title: 'what v3.8.3 does not have',
    lines: [URL, 'afterMsgSaveDB:', '  enable: true', '  timeout: 5'],
    finds: ['not-in-version afterMsgSaveDB 2'],
  },
  {
    title: 'and main has',
    lines: [URL, 'afterMsgSaveDB:', '  enable: true', '  timeout: 5'],
    version: 'main',
    finds: [],
  },
  {
    title: 'listeners that wait in vain',
    lines: [URL],
    wanted: wants(['afterMsgSaveDB', 'afterUserKickOff']),
    finds: ['listener-in-vain afterMsgSaveDB -', 'listener-in-vain afterUserKickOff -'],
    left: ['listener-in-vain', 'listener-in-vain'],
  },
  {
    title: 'what nobody listens to',
    lines: [
      URL,
      'beforeAddFriend:',
      '  enable: true',
      '  timeout: 5',
      'afterAddFriend:',
      '  enable: 1',
      '  timeout: 5',
    ],
    wanted: wants([]),
    finds: ['before-without-listener beforeAddFriend 2', 'not-listened afterAddFriend 5'],
  },
  {
    title: 'none of these where something observes everything',
    lines: [URL, 'beforeAddFriend:', '  enable: true', '  timeout: 5'],
    wanted: wants([], { observesAll: true }),
    finds: [],
  },
  {
    title: 'timeouts of nothing, which are 15 s',
    lines: [URL, 'afterAddFriend:', '  enable: true', 'afterQuitGroup:', '  enable: true', '  timeout: 0'],
    finds: ['timeout-none afterAddFriend.timeout 2', 'timeout-none afterQuitGroup.timeout 6'],
  },
  {
    title: 'timeouts at the deadline of before listeners, not of after ones',
    lines: [
      URL,
      'beforeAddFriend:',
      '  enable: true',
      '  timeout: 8',
      'afterAddFriend:',
      '  enable: true',
      '  timeout: 1',
    ],
    wanted: wants(['beforeAddFriend', 'afterAddFriend'], { deadline: 8000 }),
    finds: ['timeout-under-deadline beforeAddFriend.timeout 4'],
  },
  {
    title: 'a deadline that no timeout can exceed',
    lines: [URL, 'beforeAddFriend:', '  enable: true', '  timeout: 20'],
    wanted: wants(['beforeAddFriend'], { deadline: 15_000 }),
    finds: ['timeout-too-long beforeAddFriend.timeout 4', 'timeout-under-deadline beforeAddFriend.timeout 4'],
    left: ['timeout-under-deadline'],
  },
  {
    title: 'failedContinue where it is believed in only',
    lines: [
      URL,
      'beforeAddFriend:',
      '  enable: true',
      '  timeout: 5',
      '  failedContinue: false',
      'beforeAddBlack:',
      '  enable: false',
      '  failedContinue: true',
    ],
    finds: [],
  },
  {
    title: 'settings that nothing reads',
    lines: [
      URL,
      'beforeAddFriend:',
      '  enable: true',
      '  timeout: 5',
      '  retries: 3',
      '  attentionIds: [u1]',
    ],
    finds: ['unknown-setting beforeAddFriend.retries 5', 'unknown-setting beforeAddFriend.attentionIds 6'],
  },
  {
    title: 'values over which OpenIM does not start',
    lines: [
      URL,
      'afterAddFriend:',
      '  enable: yes',
      '  timeout: 5s',
      'afterQuitGroup: true',
      'afterJoinGroup:',
    ],
    finds: [
      'wrong-type afterAddFriend.enable 3',
      'wrong-type afterAddFriend.timeout 4',
      'wrong-type afterQuitGroup 5',
    ],
  },
  {
    title: 'a range of types on main, over which it does not start, also where nothing is enabled',
    lines: [URL, 'beforeSendSingleMsg:', '  enable: false', '  deniedTypes: [101, 200-500]'],
    version: 'main',
    finds: ['denied-types beforeSendSingleMsg.deniedTypes 4'],
  },
  {
    title: 'ranges that v3.8.3 skips, not those that it takes',
    lines: [
      URL,
      'beforeSendSingleMsg:',
      '  enable: true',
      '  timeout: 5',
      '  deniedTypes: [101, 200-500, "1..5"]',
      '  allowedTypes: 1,2-3',
    ],
    finds: ['denied-types beforeSendSingleMsg.deniedTypes 5'],
  },
  {
    title: 'allowedTypes on main, which has none',
    lines: [URL, 'afterSendSingleMsg:', '  enable: true', '  timeout: 5', '  allowedTypes: [101]'],
    version: 'main',
    finds: ['allowed-types afterSendSingleMsg.allowedTypes 5'],
  },
  {
    title: 'filters where none are looked at',
    lines: [
      URL,
      'afterAddFriend:',
      '  enable: true',
      '  timeout: 5',
      '  attentionIds: [u1]',
      '  deniedTypes: [1]',
    ],
    finds: ['attention-ids afterAddFriend.attentionIds 5', 'filter-ignored afterAddFriend.deniedTypes 6'],
  },
  ...(['3.8.3', 'main'] as const).map((version) => ({
    title: `ids of groups on ${version}`,
    lines: [URL, 'afterSendGroupMsg:', '  enable: true', '  timeout: 5', '  attentionIds: [g1]'],
    version,
    finds: ['attention-ids afterSendGroupMsg.attentionIds 5'],
  })),
  {
    title: 'no ids of users',
    lines: [URL, 'afterSendSingleMsg:', '  enable: true', '  timeout: 5', '  attentionIds: [u1]'],
    version: 'main',
    finds: [],
  },
  {
    title: 'a key that is there twice, over which OpenIM does not start',
    lines: [URL, 'afterAddFriend:', '  enable: true', 'afterAddFriend:', '  enable: true'],
    finds: ['yaml-invalid null 4'],
    left: ['yaml-invalid'],
  },
  {
    title: 'everything below webhooks:, and moves it up',
    lines: ['webhooks:', `  ${URL}`, '  beforeAddFriend:', '    enable: true', '    timeout: 99'],
    wanted: wants(['beforeAddFriend']),
    finds: ['nested-section webhooks 1', 'timeout-too-long beforeAddFriend.timeout 5'],
  },
  {
    title: 'what is below webhooks: and above it, of which the latter counts',
    lines: [
      'webhooks:',
      '  url: http://old/cb',
      '  beforeAddFriend: { enable: true, timeout: 5 }',
      '  afterAddFriend: { enable: true, timeout: 5 }',
      URL,
      'beforeAddFriend: { enable: false }',
    ],
    wanted: wants(['beforeAddFriend', 'afterAddFriend']),
    finds: ['nested-section webhooks 1', 'not-enabled beforeAddFriend 6'],
  },
  {
    title: 'nothing wrong with aliases and merge keys, nor with the templates that they are of',
    lines: [
      'x-url: &url http://10.0.0.5:10006/cb',
      'url: *url',
      'x-on: &on { enable: true, timeout: 5 }',
      'beforeAddFriend: *on',
      'afterAddFriend: { <<: *on, timeout: 7 }',
      'afterQuitGroup:',
      '  <<: [*on, { enable: false }]',
    ],
    wanted: wants(['beforeAddFriend', 'afterAddFriend', 'afterQuitGroup']),
    finds: [],
  },
  {
    title: 'an alias without an anchor, over which OpenIM does not start',
    lines: [URL, 'beforeAddFriend: *on', 'x: &on { enable: true }'],
    finds: ['yaml-invalid null 2'],
    left: ['yaml-invalid'],
  },
  {
    title: 'an anchor that contains itself',
    lines: [URL, 'beforeAddFriend: &on { enable: *on }'],
    finds: ['yaml-invalid null 2'],
    left: ['yaml-invalid'],
  },
  {
    title: 'a merge key that takes no mapping',
    lines: [URL, 'x-list: &list [1]', 'beforeAddFriend: { <<: *list }'],
    finds: ['yaml-invalid null 3'],
    left: ['yaml-invalid'],
  },
  {
    title: 'aliases that grow without bound',
    lines: [
      'x0: &a0 [1, 1, 1, 1, 1, 1, 1, 1, 1, 1]',
      ...[1, 2, 3, 4, 5, 6].map(
        (level) => `x${level}: &a${level} [${Array.from({ length: 10 }, () => `*a${level - 1}`).join()}]`,
      ),
    ],
    finds: ['yaml-invalid null 1'],
    left: ['yaml-invalid'],
  },
  {
    title: 'a file that is a list',
    lines: ['- url'],
    finds: ['yaml-invalid null 1'],
    left: ['yaml-invalid'],
  },
];

describe('inspect', () => {
  it.each(cases)('finds $title', ({ lines, wanted, version = '3.8.3', finds, left = [] }) => {
    const file = fileOf(lines.join('\n'));
    const found = inspect(file, { version, wanted }).map(({ finding }) => finding);
    expect(
      found.map(({ code, setting, place }) => `${code} ${setting ?? 'null'} ${place?.line ?? '-'}`),
    ).toEqual(finds);
    const repaired = repair(file, { version, wanted });
    expect(repaired.left.map(({ code }) => code)).toEqual(left);
    if (left.includes('yaml-invalid')) return;
    const again = inspect(fileOf(String(file)), { version, wanted });
    expect(again.map(({ finding }) => finding.code)).toEqual(left);
  });

  it('tells the fix of a missing section', () => {
    const [problem] = inspect(fileOf(URL), { version: 'main', wanted: wants(['beforeAddFriend']) });
    expect(problem?.finding).toMatchObject({
      place: null,
      reason: 'Test.beforeAddFriend is never called: beforeAddFriend is not in the file',
      fix: 'set beforeAddFriend.enable: true and beforeAddFriend.timeout: 5',
    });
  });
});

describe('repair', () => {
  const isMapping = (value: unknown): boolean => typeof value === 'object' && !Array.isArray(value);
  const value = fc.oneof(
    fc.boolean(),
    fc.integer({ min: -3, max: 40 }),
    fc.constantFrom(null, '', 'yes', '5s', '5', [], [1, '2-3'], ['x'], { a: 1 }),
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
  const section = fc.oneof(fc.dictionary(setting, value), value);
  const key = fc.constantFrom(
    ...allKeys().map((each) => each.key),
    'callback',
    'userOnline',
    'quitGroup',
    'nonsense',
  );
  const someKeys = fc.uniqueArray(
    fc.constantFrom(
      ...allKeys()
        .filter(({ fires }) => fires)
        .map((each) => each.key),
    ),
    { maxLength: 5 },
  );

  it('leaves nothing to be repaired, enables what is wanted and nothing else, and stays so when read again', () => {
    fc.assert(
      fc.property(
        fc.dictionary(key, section, { maxKeys: 8 }),
        someKeys,
        fc.constantFrom('3.8.3' as const, 'main' as const),
        (sections, keys, version) => {
          const wanted = wants(keys);
          const file = fileOf(JSON.stringify({ url: 'http://h/cb', ...sections }));
          repair(file, { version, wanted });
          const again = fileOf(String(file));
          const left = inspect(again, { version, wanted }).map(({ finding }) => finding);
          // What has no settings, and is no callback of today, is for a person to judge.
          const isOdd = ({ code, setting }: Finding): boolean =>
            ['unknown-key', 'old-key'].includes(code) && !isMapping(sections[setting ?? '']);
          expect(left.filter((each) => each.code !== 'listener-in-vain' && !isOdd(each))).toEqual([]);
          const enabled = Object.entries(parse(String(file)) as Record<string, { enable?: unknown } | string>)
            .filter(
              ([, settings]) => typeof settings === 'object' && [true, 1].includes(Object(settings).enable),
            )
            .map(([name]) => name);
          const expected = keys.filter((each) => version === 'main' || resolveCommand(each).released);
          expect(enabled.filter((name) => !expected.includes(name))).toEqual([]);
        },
      ),
      { numRuns: 300 },
    );
  });
});
