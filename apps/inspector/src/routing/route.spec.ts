import { hashOf, parseRoute } from './route.js';

describe('a route', () => {
  it.each([
    ['', { view: 'live', id: '', query: {} }],
    ['#/inbox', { view: 'inbox', id: '', query: {} }],
    ['#/nowhere', { view: 'live', id: '', query: {} }],
    ['#/callback/%', { view: 'callback', id: '%', query: {} }],
    ['#/dead-letters?reason=a%26b', { view: 'dead-letters', id: '', query: { reason: 'a&b' } }],
  ])('of %s', (hash, route) => expect(parseRoute(hash)).toEqual(route));

  it('comes back from its hash', () => {
    const hash = hashOf('callback', 'a/b?c #d', { instance: 'x y', empty: '' });
    expect(hash).toBe('#/callback/a%2Fb%3Fc%20%23d?instance=x+y');
    expect(parseRoute(hash)).toEqual({ view: 'callback', id: 'a/b?c #d', query: { instance: 'x y' } });
  });
});
