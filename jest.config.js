import { availableParallelism } from 'node:os';

export default {
  testEnvironment: 'node',
  extensionsToTreatAsEsm: ['.ts'],
  transform: { '\\.ts$': '<rootDir>/test/transform.js' },
  testMatch: ['<rootDir>/test/**/*.test.ts'],
  modulePathIgnorePatterns: ['<rootDir>/cdk.out', '<rootDir>/data'],
  testTimeout: 30_000,
  // Journeys wait for queues and processes half of the time.
  maxWorkers: 2 * availableParallelism(),
  // A suite whose set-up failed may leave servers open: it has failed already and must not hang the run.
  forceExit: true,
};
