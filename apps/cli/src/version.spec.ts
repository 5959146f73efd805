import { readVersion } from './version.js';

describe('readVersion', () => {
  it('is a version', () => {
    expect(readVersion()).toMatch(/^\d+\.\d+\.\d+/);
  });
});
