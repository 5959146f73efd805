import fc from 'fast-check';
import { UsageError } from '../../usage-error.js';
import { readSetting } from './setting.js';

describe('readSetting', () => {
  it.each([
    ['userID=u9', { path: ['userID'], text: 'u9' }],
    ['users.0.nickname=Ann', { path: ['users', '0', 'nickname'], text: 'Ann' }],
    ['content={"a":"b=c"}', { path: ['content'], text: '{"a":"b=c"}' }],
    ['ex=', { path: ['ex'], text: '' }],
    ['ex=a.b', { path: ['ex'], text: 'a.b' }],
  ])('takes %s apart', (argument, setting) => {
    expect(readSetting(argument)).toEqual(setting);
  });

  it.each(['', 'userID', '=u9', '.=1', 'a..b=1', 'a.=1', '.a=1'])('refuses %j', (argument) => {
    expect(() => readSetting(argument)).toThrow(UsageError);
    expect(() => readSetting(argument)).toThrow('field=value');
  });

  it('undoes joining', () => {
    const name = fc.string({ minLength: 1 }).filter((text) => !/[.=]/.test(text));
    fc.assert(
      fc.property(fc.array(name, { minLength: 1 }), fc.string(), (path, text) => {
        expect(readSetting(`${path.join('.')}=${text}`)).toEqual({ path, text });
      }),
    );
  });
});
