import fc from 'fast-check';
import type { PlannedCallback } from 'nestjs-openim-callback/webhooks';
import { resolveCommand } from '../../commands/resolve-command.js';
import type { Expectation, Wanted } from '../expectation.js';
import { isWrong } from '../finding.js';
import { inspect, repair } from '../inspect.js';
import { WebhooksFile } from '../webhooks-file.js';

const KEY = 'afterSendSingleMsg';

/** An app whose listeners of single messages have filters from which these lists follow. */
function wants(lists: Pick<PlannedCallback, 'deniedTypes' | 'attentionIds'>): Wanted {
  const { command, phase, released, fires } = resolveCommand(KEY);
  const callback = {
    key: KEY,
    command: command as PlannedCallback['command'],
    phase,
    listeners: ['Test.listen'],
    timeout: 5,
    released,
    fires,
    ...lists,
  } as const;
  return { deadline: 4000, observesAll: false, callbacks: new Map([[KEY, callback]]) };
}

const fileWith = (settings: object): WebhooksFile =>
  new WebhooksFile(
    'webhooks.yml',
    JSON.stringify({ url: 'http://h/cb', [KEY]: { enable: true, timeout: 5, ...settings } }),
  );

const settingOf = (file: WebhooksFile, setting: string): unknown => file.section(KEY)?.get(setting);

const merged = (settings: object, wanted: Wanted, version: Expectation['version'] = 'main') => {
  const file = fileWith(settings);
  const { repaired, left } = repair(file, { version, wanted });
  return { file, repaired: repaired.map(({ code }) => code), left: left.map(({ code }) => code) };
};

describe('the types that no listener wants', () => {
  const wanted = wants({ deniedTypes: [113, 2101] });

  it.each<[object, unknown, string[], string[]]>([
    [{}, [113, 2101], ['filter-missing'], []],
    [{ deniedTypes: [] }, [113, 2101], ['filter-missing'], []],
    [{ deniedTypes: [2101] }, [2101, 113], ['filter-missing'], []],
    [{ deniedTypes: [2101, 113] }, [2101, 113], [], []],
    [{ deniedTypes: ['2101', 113] }, ['2101', 113], [], []],
    [{ deniedTypes: [102] }, [102, 113, 2101], ['filter-missing'], ['filter-narrower']],
    [{ deniedTypes: [113, 2101, 102] }, [113, 2101, 102], [], ['filter-narrower']],
    [
      { enable: false, deniedTypes: [102] },
      [102, 113, 2101],
      ['not-enabled', 'filter-missing'],
      ['filter-narrower'],
    ],
  ])('are written beside what %j has', (settings, denied, codes, left) => {
    const result = merged(settings, wanted);
    expect([settingOf(result.file, 'deniedTypes'), result.repaired, result.left]).toEqual([
      denied,
      codes,
      left,
    ]);
  });

  it('are left out by the ranges and allowedTypes of v3.8.3, too', () => {
    const ranged = merged({ deniedTypes: ['100-120'] }, wanted, '3.8.3');
    expect(settingOf(ranged.file, 'deniedTypes')).toEqual(['100-120', 2101]);
    const allowed = merged({ allowedTypes: ['100-120'] }, wanted, '3.8.3');
    expect(settingOf(allowed.file, 'deniedTypes')).toEqual([113]);
  });

  it('are in a section that is added', () => {
    const file = new WebhooksFile('webhooks.yml', 'url: http://h/cb');
    const lists = { deniedTypes: [113], attentionIds: ['bot'] };
    expect(repair(file, { version: 'main', wanted: wants(lists) }).left).toEqual([]);
    expect([settingOf(file, 'deniedTypes'), settingOf(file, 'attentionIds')]).toEqual([[113], ['bot']]);
    const released = new WebhooksFile('webhooks.yml', 'url: http://h/cb');
    repair(released, { version: '3.8.3', wanted: wants(lists) });
    expect(settingOf(released, 'attentionIds')).toBeUndefined();
  });

  it('are nothing where filters say nothing', () => {
    expect(merged({ deniedTypes: [102] }, wants({}))).toMatchObject({ repaired: [], left: [] });
  });

  it('are all that a repair keeps back, and what was kept back stays so', () => {
    const types = fc.uniqueArray(fc.integer({ min: 101, max: 120 }), { maxLength: 8 });
    const entries = fc.array(fc.integer({ min: 101, max: 120 }), { maxLength: 8 });
    fc.assert(
      fc.property(types, entries, entries, (deniedTypes, before, allowedTypes) => {
        const settings = { deniedTypes: before, allowedTypes };
        const { file, left } = merged(settings, wants({ deniedTypes }), '3.8.3');
        const after = settingOf(file, 'deniedTypes') as number[];
        expect(after.slice(0, before.length)).toEqual(before);
        expect(after.slice(before.length).filter((type) => !deniedTypes.includes(type))).toEqual([]);
        expect(left).not.toContain('filter-missing');
      }),
    );
  });

  it('tells of what somebody keeps back as a note, with what to write', () => {
    const [problem] = inspect(fileWith({ deniedTypes: [102, 113] }), {
      version: 'main',
      wanted: wants({ deniedTypes: [113] }),
    });
    expect(problem && isWrong(problem.finding)).toBe(false);
    expect(problem?.finding).toMatchObject({
      setting: `${KEY}.deniedTypes`,
      reason: 'content types 102 are not sent, though listeners want them, by their filters',
      fix: `if that is not meant, write ${KEY}.deniedTypes: [113]`,
    });
  });
});

describe('the receivers that listeners want', () => {
  const wanted = wants({ attentionIds: ['bot', 'desk'] });

  it.each<[object, unknown, string[], string[]]>([
    [{}, ['bot', 'desk'], ['filter-missing'], []],
    [{ attentionIds: [] }, ['bot', 'desk'], ['filter-missing'], []],
    [{ attentionIds: ['desk', 'bot'] }, ['desk', 'bot'], [], []],
    [{ attentionIds: ['desk', 'u1', 'bot'] }, ['desk', 'bot'], ['filter-missing'], []],
    [{ attentionIds: ['bot'] }, ['bot'], [], ['filter-narrower']],
    [{ attentionIds: ['bot', 'u1'] }, ['bot'], ['filter-missing'], ['filter-narrower']],
    // Without them it would be everybody.
    [{ attentionIds: ['u1'] }, ['u1'], [], ['filter-narrower']],
  ])('are all who are left of %j', (settings, ids, codes, left) => {
    const result = merged(settings, wanted);
    expect([settingOf(result.file, 'attentionIds'), result.repaired, result.left]).toEqual([
      ids,
      codes,
      left,
    ]);
  });

  it('are not written for v3.8.3, which compares senders too', () => {
    expect(settingOf(merged({}, wanted, '3.8.3').file, 'attentionIds')).toBeUndefined();
  });
});
