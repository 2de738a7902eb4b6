import { createInterface } from 'node:readline';
import { contractsOf } from '../sample/company.ts';
import type { Branch, World } from './world.ts';

const PATIENCE_MS = 30_000;
const LOOK_EVERY_MS = 100;

const drafts = ({ sample }: Branch) =>
  contractsOf(sample.procore()).filter(({ contract }) => contract.status === 'Draft');

const isPosted = ({ quickbooks }: Branch, number: string): boolean =>
  quickbooks.books().purchaseOrders.some(({ refNumber }) => refNumber === number);

const waitFor = async (posted: () => boolean): Promise<number | undefined> => {
  const began = performance.now();
  while (performance.now() - began < PATIENCE_MS) {
    if (posted()) return performance.now() - began;
    await new Promise((resolve) => setTimeout(resolve, LOOK_EVERY_MS));
  }
  return undefined;
};

/** At each Enter a project manager approves the next draft in Procore; says when it stands in QuickBooks. */
export const approveOnEnter = ({ branches, procore }: World, say: (text: string) => void): void => {
  const waiting = branches.flatMap((branch) => drafts(branch).map((draft) => ({ branch, draft })));
  if (!process.stdin.isTTY || waiting.length === 0) return;
  say('\nPress Enter to approve a draft commitment in Procore, Ctrl-C to stop.');
  createInterface({ input: process.stdin }).on('line', () => {
    const next = waiting.shift();
    if (!next) return say('No draft is left.');
    const { branch, draft } = next;
    const number = String(draft.contract.number);
    const resource = 'delivery_date' in draft.contract ? 'Purchase Order Contracts' : 'Work Order Contracts';
    procore
      .company(branch.sample.settings.procore.companyId)
      .update(resource, draft.contract.id, { status: 'Approved' });
    say(`${number} approved in Procore …`);
    void waitFor(() => isPosted(branch, number)).then((ms) =>
      say(
        ms === undefined
          ? `${number} did not come within ${PATIENCE_MS / 1000} s`
          : `${number} is in QuickBooks, ${(ms / 1000).toFixed(1)} s later.`,
      ),
    );
  });
};
