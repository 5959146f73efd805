import { availableParallelism } from 'node:os';

/** Tests run from the TypeScript sources, as ES modules, so that they need no build. */
export default {
  testEnvironment: 'node',
  // More than there are cores, because the longest suites mostly wait. Jest would leave one core alone.
  maxWorkers: availableParallelism() + 2,
  // Of a machine that does much else at the time.
  testTimeout: 20_000,
  roots: ['<rootDir>/libs', '<rootDir>/apps', '<rootDir>/test'],
  testMatch: ['**/*.spec.ts', '**/*.suite.ts'],
  filter: '<rootDir>/test/rooms/rooms.cjs',
  testPathIgnorePatterns: [
    '/node_modules/',
    '/dist/',
    '<rootDir>/test/(browser|consumers|distributed|faults|prometheus|crash|processes|backlog|nginx|package)/',
  ],
  modulePathIgnorePatterns: ['/dist/', '<rootDir>/test/consumers/'],
  extensionsToTreatAsEsm: ['.ts'],
  moduleNameMapper: {
    '^nestjs-openim-callback$': '<rootDir>/libs/openim-callback/src/index.ts',
    '^nestjs-openim-callback/contract$': '<rootDir>/libs/openim-callback/src/contract/index.ts',
    '^nestjs-openim-callback/dead-letters$': '<rootDir>/libs/openim-callback/src/dead-letters.ts',
    '^nestjs-openim-callback/inbox$': '<rootDir>/libs/openim-callback/src/inbox.ts',
    '^nestjs-openim-callback/messages$': '<rootDir>/libs/openim-callback/src/messages.ts',
    '^nestjs-openim-callback/operations$': '<rootDir>/libs/openim-callback/src/operations.ts',
    '^nestjs-openim-callback/inspector$': '<rootDir>/libs/openim-callback/src/inspector.ts',
    '^nestjs-openim-callback/webhooks$': '<rootDir>/libs/openim-callback/src/webhooks.ts',
    '^nestjs-openim-callback-bullmq$': '<rootDir>/libs/openim-callback-bullmq/src/index.ts',
    '^nestjs-openim-callback-bullmq/dead-letters$':
      '<rootDir>/libs/openim-callback-bullmq/src/dead-letters.ts',
    '^openim-sender/reading$': '<rootDir>/libs/openim-sender/src/reading.ts',
    '^openim-sender$': '<rootDir>/libs/openim-sender/src/index.ts',
    '^(\\.{1,2}/.*)\\.js$': '$1',
  },
  transform: {
    '^.+\\.ts$': [
      '@swc/jest',
      {
        jsc: {
          target: 'es2022',
          parser: { syntax: 'typescript', decorators: true },
          transform: { legacyDecorator: true, decoratorMetadata: true, useDefineForClassFields: false },
        },
        module: { type: 'es6' },
      },
    ],
  },
};
