import type { SessionReport } from '../simulators/web-connector/web-connector.ts';
import type { World } from './world.ts';

const MOST_ROUNDS = 200;

/** Only who QuickBooks is was asked, or not even that. */
const wasIdle = ({ documents }: SessionReport): boolean => documents <= 1;

/**
 * Resolves when nothing is left to do anywhere: every webhook delivered, every change worked off, and a
 * session of every Web Connector after that had nothing to post.
 */
export const settleDown = async ({ procore, plumbline, branches }: World): Promise<void> => {
  for (let round = 0; round < MOST_ROUNDS; round++) {
    // What is written into Procore comes back as webhooks.
    await plumbline.idle();
    await procore.webhooks.settled();
    await plumbline.idle();
    const reports = await Promise.all(branches.map(({ webConnector }) => webConnector.runNow()));
    if (!reports.every(wasIdle)) continue;
    await plumbline.idle();
    return;
  }
  throw new Error(`the connector was still at work after ${MOST_ROUNDS} rounds of sessions`);
};
