import base from './jest.config.js';

/** Tests that need more than Node, or kill what they started: Chromium, mounts, processes, crashes. */
export default {
  ...base,
  roots: ['browser', 'faults', 'crash', 'processes', 'backlog'].map((folder) => `<rootDir>/test/${folder}`),
  testPathIgnorePatterns: ['/node_modules/'],
  maxWorkers: 1,
};
