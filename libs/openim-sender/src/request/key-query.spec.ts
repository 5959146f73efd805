import { parseGoUrl, requestTarget } from './go-url.js';
import { encodeKey, withKey } from './key-query.js';

describe('encodeKey', () => {
  it.each([
    [{ sendID: 'u1', recvID: 'u2', groupID: '' }, 'eyJzZW5kSUQiOiJ1MSIsInJlY3ZJRCI6InUyIiwiZ3JvdXBJRCI6IiJ9'],
    [
      { groupID: '3145926535', recvID: '', sendID: 'u1' },
      'eyJzZW5kSUQiOiJ1MSIsInJlY3ZJRCI6IiIsImdyb3VwSUQiOiIzMTQ1OTI2NTM1In0=',
    ],
  ])('%j', (data, key) => {
    expect(encodeKey(data)).toBe(key);
  });

  it('writes the data as Go does', () => {
    const json = Buffer.from(encodeKey({ sendID: '<', recvID: '', groupID: '' }), 'base64').toString();
    expect(json).toBe(String.raw`{"sendID":"\u003c","recvID":"","groupID":""}`);
  });
});

describe('withKey', () => {
  // Recorded from Go 1.26's net/url.
  it.each([
    ['http://h/cb/callbackX', '/cb/callbackX?key=a%2Bb%3D%3D'],
    ['http://h/cb?token=abc/callbackX', '/cb?key=a%2Bb%3D%3D&token=abc%2FcallbackX'],
    ['http://h/cb#x/callbackX', '/cb?key=a%2Bb%3D%3D'],
    ['http://h?x=1/callbackX', '/?key=a%2Bb%3D%3D&x=1%2FcallbackX'],
    ['http://h/cb?a=%zz&b=1;c=2&d=x+y&d=ü/callbackX', '/cb?d=x+y&d=%C3%BC%2FcallbackX&key=a%2Bb%3D%3D'],
    ['http://h/cb?a b/callbackX', '/cb?a+b%2FcallbackX=&key=a%2Bb%3D%3D'],
    ['http://h/cb?/callbackX', '/cb?%2FcallbackX=&key=a%2Bb%3D%3D'],
    ['http://h/cb?key=old&z=1/callbackX', '/cb?key=a%2Bb%3D%3D&z=1%2FcallbackX'],
    [
      'http://h/cb?"<>^`{|}\\ü/callbackX',
      '/cb?%22%3C%3E%5E%60%7B%7C%7D%5C%C3%BC%2FcallbackX=&key=a%2Bb%3D%3D',
    ],
    ['http://h/c b/callbackX', '/c%20b/callbackX?key=a%2Bb%3D%3D'],
    ['http://h/cb?&&x=a=b/callbackX', '/cb?key=a%2Bb%3D%3D&x=a%3Db%2FcallbackX'],
  ])('%s arrives as %s', (url, target) => {
    expect(requestTarget(parseGoUrl(withKey(parseGoUrl(url), 'a+b==')))).toBe(target);
  });

  it('keeps user information and fragment', () => {
    expect(withKey(parseGoUrl('http://u:p@h/cb#x'), 'k')).toBe('http://u:p@h/cb?key=k#x');
  });
});
