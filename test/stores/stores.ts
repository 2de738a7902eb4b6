import type { SyncRecord } from '../../lib/engine/record.ts';
import { type LocalAws, startAws } from '../../local/aws.ts';

/** The embedded services, for the length of a test file. */
export const withAws = (): (() => LocalAws) => {
  let aws: LocalAws;
  beforeAll(async () => {
    aws = await startAws();
  });
  afterAll(async () => {
    await aws.close();
  });
  return () => aws;
};

/** 09:00 and so many milliseconds. */
export const at = (milliseconds: number): string =>
  new Date(Date.UTC(2026, 10, 22, 9) + milliseconds).toISOString();

/** A queued order that is not stored yet. */
export const recordOf = (fields: Partial<SyncRecord>): SyncRecord => ({
  connection: 'acme',
  flow: 'commitments',
  id: '1',
  rev: 0,
  source: { project: '7' },
  state: 'queued',
  flags: [],
  generation: 0,
  attempts: 0,
  since: at(0),
  ...fields,
});

/** Text that gzip cannot shorten much; the same for the same seed. */
export const noise = (length: number, seed = 1): string => {
  let state = seed;
  const next = (): string => {
    state = (state * 48_271) % 2_147_483_647;
    return String.fromCharCode(33 + (state % 90));
  };
  return Array.from({ length }, next).join('');
};
