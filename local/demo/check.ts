import { describeDifference } from '../sample/difference.ts';
import { compareBooks } from '../sample/expectation.ts';
import { marksIn } from '../sample/marks.ts';
import { readBooks } from '../sample/read-books.ts';
import { recordsOf } from './states.ts';
import type { World } from './world.ts';

/** What is not as the samples' independent expectation says, a line each; none: the books are exact. */
export const differences = async ({ plumbline, procore, branches }: World): Promise<string[]> => {
  const all = branches.map(async ({ sample, connection, quickbooks }) => {
    const records = await recordsOf(plumbline, connection);
    const states = records.map(({ flow, id, state, reason, flags }) => ({
      flow,
      id,
      state,
      reasonCode: reason?.code,
      flags,
    }));
    const found = compareBooks(readBooks(quickbooks.books()), states, sample.expectation);
    const { data } = procore.company(sample.settings.procore.companyId);
    const lines = [...found.map(describeDifference), ...marksIn(data, records).missing];
    return lines.map((line) => `${connection}: ${line}`);
  });
  return (await Promise.all(all)).flat();
};
