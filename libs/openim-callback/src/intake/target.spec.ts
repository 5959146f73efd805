import { looksLikeCommand, parseTarget } from './target.js';

describe('parseTarget', () => {
  it.each([
    ['/callbackX', ['callbackX'], ''],
    ['callbackX', ['callbackX'], ''],
    ['//callbackX', ['callbackX'], ''],
    ['/secret//callbackX/', ['secret', 'callbackX'], ''],
    ['/callbackX?contenttype=json', ['callbackX'], 'contenttype=json'],
    ['/callbackX?key=a%2Fb&x=/y?z', ['callbackX'], 'key=a%2Fb&x=/y?z'],
    ['?token=abc/callbackX', [], 'token=abc/callbackX'],
    ['', [], ''],
    ['/', [], ''],
    ['/?', [], ''],
    ['/%63allbackX/a%2Fb', ['callbackX', 'a/b'], ''],
    ['/%zz/%E4', ['%zz', '%E4'], ''],
  ])('takes %j apart', (target, segments, query) => {
    expect(parseTarget(target)).toEqual({ segments, query });
  });
});

describe('looksLikeCommand', () => {
  it.each([
    'callbackAfterSingleMsgReadCommand',
    'callbackSingleMsgRead',
    'CALLBACKx',
    `callback${'x'.repeat(80)}`,
  ])('says yes to %s', (segment) => {
    expect(looksLikeCommand(segment)).toBe(true);
  });

  it.each([
    '',
    'callback',
    'S3cretS3cret',
    'xcallbackY',
    'callback-x',
    'callback\nx',
    'callbackX\n',
    `callback${'x'.repeat(81)}`,
  ])('says no to %j', (segment) => {
    expect(looksLikeCommand(segment)).toBe(false);
  });
});
