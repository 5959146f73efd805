import base from './jest.config.js';

// Read by the workers, which get the environment of this process.
process.env['PROPERTY_SCALE'] ??= '20';

/** The properties that `npm test` tries on some cases, on twenty times as many: 100,000 hostile ones among them. */
export default {
  ...base,
  testMatch: ['<rootDir>/test/property/**/*.spec.ts', '**/*.property.spec.ts'],
  testTimeout: 300_000,
};
