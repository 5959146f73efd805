import base from './jest.config.js';

/**
 * Tests that need more than Node, that kill what they started, or that look at what is published: Chromium, nginx,
 * Prometheus, mounts, processes, crashes, tarballs.
 */
export default {
  ...base,
  roots: ['browser', 'faults', 'prometheus', 'crash', 'processes', 'backlog', 'nginx', 'package'].map(
    (folder) => `<rootDir>/test/${folder}`,
  ),
  // The page of the inspector, which the sources do not have.
  moduleNameMapper: {
    '/page-bundle\\.js$': '<rootDir>/libs/openim-callback/dist/esm/inspector/page-bundle.js',
    ...base.moduleNameMapper,
  },
  testPathIgnorePatterns: ['/node_modules/'],
  maxWorkers: 1,
};
