import fc from 'fast-check';
import { targetBelow } from './request-interceptor.js';

describe('the target below a base path', () => {
  it.each([
    ['/cb', '/cb', ''],
    ['/cb', '/cb/', '/'],
    ['/cb', '/cb/callbackX', '/callbackX'],
    ['/cb', '/cb//callbackX', '//callbackX'],
    ['/cb', '//cb//callbackX', '/callbackX'],
    ['/cb', '/cb?key=a', '?key=a'],
    ['/cb', '/cb?token=abc/callbackX', '?token=abc/callbackX'],
    ['/cb', '/cb/callbackX?url=http://h//x', '/callbackX?url=http://h//x'],
    ['/cb', '//cb/callbackX?url=http://h//x', '/callbackX?url=http://h//x'],
    ['/api/v1/cb', '/api//v1///cb/callbackX', '/callbackX'],
    ['/cb', '/', undefined],
    ['/cb', '', undefined],
    ['/cb', '/cbx/callbackX', undefined],
    ['/cb', '/other/cb/callbackX', undefined],
    ['/cb', '/CB/callbackX', '/callbackX'],
    ['/cb', '/c%62/Callback%58', '/Callback%58'],
    ['/cb', '/%E0%A4%A/callbackX', undefined],
    ['/a/cb', '/A/cB', ''],
    ['/a/cb', '/A', undefined],
    ['/cb', '/other?/cb/callbackX', undefined],
    ['/cb', '/other?x=//cb/callbackX', undefined],
    ['/cb', '//other/cb', undefined],
    ['/cb', 'http://h/cb/callbackX', undefined],
    ['/cb', '*', undefined],
  ])('%s of %j is %j', (base, url, target) => {
    expect(targetBelow(base, url)).toBe(target);
  });

  it('is what comes after the base, however many slashes are in between', () => {
    const slashes = fc.integer({ min: 1, max: 4 }).map((count) => '/'.repeat(count));
    const rest = fc.stringMatching(/^(\/[a-z]{1,5}){0,3}$/);
    fc.assert(
      fc.property(slashes, slashes, rest, fc.webQueryParameters(), (first, second, below, query) => {
        const target = targetBelow('/api/cb', `${first}api${second}cb${below}?${query}`);
        expect(target).toBe(`${below}?${query}`);
      }),
    );
  });
});
