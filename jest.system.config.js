import base from './jest.config.js';

/** Tests that need more than Node, or kill what they started: Chromium, Prometheus, mounts, processes, crashes. */
export default {
  ...base,
  roots: ['browser', 'faults', 'prometheus', 'crash', 'processes', 'backlog'].map(
    (folder) => `<rootDir>/test/${folder}`,
  ),
  testPathIgnorePatterns: ['/node_modules/'],
  maxWorkers: 1,
};
