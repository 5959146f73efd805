import { after, before } from './wire-command.js';
import { always, ignored, perMember, whenNotEmpty, whenNotNull } from './wire-type.js';

describe('wire types', () => {
  it.each([
    [always('string'), 'always', true],
    [whenNotNull('*string'), 'when-not-null', true],
    [whenNotEmpty('[]string'), 'when-not-empty', true],
    [perMember('[]*MemberJoinGroupCallBack'), 'per-member', true],
    [ignored('string'), 'never', false],
  ] as const)('%j', (type, rule, applied) => {
    expect(type).toMatchObject({ rule, applied });
  });
});

describe('before and after', () => {
  it('describe a released command that fires, without a query, unless told otherwise', () => {
    const common = { since: 'v3.0.0', released: true, fires: true, query: null, reply: {} };
    expect(before('c', 'k', 'v3.0.0')).toEqual({
      command: 'c',
      key: 'k',
      phase: 'before',
      refusalSeenBy: 'caller',
      ...common,
    });
    expect(after('c', 'k', 'v3.0.0')).toEqual({
      command: 'c',
      key: 'k',
      phase: 'after',
      refusalSeenBy: 'nobody',
      ...common,
    });
  });

  it('take over what they are told', () => {
    expect(after('c', 'k', 'main', { fires: false, query: 'key' })).toMatchObject({
      released: false,
      fires: false,
      query: 'key',
    });
  });
});
