import { availableParallelism } from 'node:os';

export default {
  testEnvironment: 'node',
  extensionsToTreatAsEsm: ['.ts'],
  transform: { '\\.ts$': '<rootDir>/test/transform.js' },
  testMatch: ['<rootDir>/test/**/*.test.ts'],
  modulePathIgnorePatterns: ['<rootDir>/cdk.out', '<rootDir>/data'],
  // Against what hangs, not what is slow: the machine may be busy with something else.
  testTimeout: 180_000,
  // Journeys wait for queues and processes part of the time.
  maxWorkers: 1 + availableParallelism(),
  // Modules of finished files stay in a worker's memory; a worker that holds many collects garbage all the time.
  workerIdleMemoryLimit: '600MB',
  // A suite whose set-up failed may leave servers open: it has failed already and must not hang the run.
  forceExit: true,
};
