import base from './jest.config.js';

/** Tests on real Redis and PostgreSQL servers, and with several replicas. */
export default {
  ...base,
  roots: ['<rootDir>/test/distributed'],
  // The page of the inspector, which the sources do not have.
  moduleNameMapper: {
    '/page-bundle\\.js$': '<rootDir>/libs/openim-callback/dist/esm/inspector/page-bundle.js',
    ...base.moduleNameMapper,
  },
  testPathIgnorePatterns: ['/node_modules/'],
  maxWorkers: 1,
  testTimeout: 60_000,
};
