import base from './jest.config.js';

/** Tests that need more than Node: Debian's Chromium. */
export default { ...base, roots: ['<rootDir>/test/browser'], testPathIgnorePatterns: ['/node_modules/'] };
