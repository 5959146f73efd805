import base from './jest.config.js';

/** Tests that need more than Node, or kill what they started: Chromium, nginx, Prometheus, mounts, processes, crashes. */
export default {
  ...base,
  roots: ['browser', 'faults', 'prometheus', 'crash', 'processes', 'backlog', 'nginx'].map(
    (folder) => `<rootDir>/test/${folder}`,
  ),
  testPathIgnorePatterns: ['/node_modules/'],
  maxWorkers: 1,
};
