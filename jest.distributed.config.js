import base from './jest.config.js';

/** Tests on real Redis servers and with several processes. */
export default {
  ...base,
  roots: ['<rootDir>/test/distributed'],
  testPathIgnorePatterns: ['/node_modules/'],
  maxWorkers: 1,
  testTimeout: 60_000,
};
