import { withAws } from '../stores/stores.ts';
import { runSeed } from './run.ts';
import { expectCalmAfter } from './storms.ts';

const aws = withAws();

test('a seed replays step by step', async () => {
  const first = await expectCalmAfter(aws(), 7);
  const second = await runSeed(aws(), 7);
  expect(second.journal).toEqual(first.journal);
}, 300_000);
