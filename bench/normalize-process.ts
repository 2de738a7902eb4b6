import { startNormalize } from './normalizing.ts';
import { createProjectQueueing } from './queueing.ts';

/** The functions that fetch and plan, in a process of their own: what they cost is not the session's. */
const run = async (): Promise<void> => {
  const { queueAll, normalize } = await createProjectQueueing();
  await queueAll();
  const poller = await startNormalize(normalize);
  await poller.idle();
  process.send?.('planned');
};

run().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.stack : String(error)}\n`);
  process.exit(1);
});
