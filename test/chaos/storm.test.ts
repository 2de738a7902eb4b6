import { withAws } from '../stores/stores.ts';
import { expectCalmAfter } from './storms.ts';

const aws = withAws();

test.each([1])(
  'after a storm (seed %i) the books are as expected: nothing twice, nothing lost, nothing in doubt for ever',
  async (seed) => {
    await expectCalmAfter(aws(), seed);
  },
  300_000,
);
