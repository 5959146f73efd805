import { isNotification } from './constants.js';

describe('isNotification', () => {
  it.each([1000, 1400, 2200, 5000])('takes %i', (contentType) => {
    expect(isNotification(contentType)).toBe(true);
  });

  it.each([0, 101, 200, 999, 5001, NaN])('does not take %p', (contentType) => {
    expect(isNotification(contentType)).toBe(false);
  });
});
