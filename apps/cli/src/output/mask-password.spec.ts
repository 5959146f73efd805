import { maskPassword } from './mask-password.js';

describe('maskPassword', () => {
  it.each([
    ['http://user:secret@h/cb', 'http://user:***@h/cb'],
    [
      'post url=https://u:p@w:x@h:8080/cb/callbackX, more',
      'post url=https://u:***@h:8080/cb/callbackX, more',
    ],
    ['http://:p@h and http://u:q@i', 'http://:***@h and http://u:***@i'],
    ['http://user@h/cb', 'http://user@h/cb'],
    ['http://h:80/a:b@c', 'http://h:80/a:b@c'],
    ['no url: a@b', 'no url: a@b'],
  ])('of %s', (text, masked) => {
    expect(maskPassword(text)).toBe(masked);
  });
});
