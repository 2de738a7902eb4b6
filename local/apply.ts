import { randomBytes } from 'node:crypto';
import { type ApplyOptions, applyConnection } from '../lib/admin/apply.ts';
import type { Settings } from '../lib/settings.ts';
import { createConnectionStore } from '../lib/stores/connections.ts';
import { createChangeQueue, createConnectionQueue } from '../lib/stores/queues.ts';
import { EXPORTS_PREFIX, type LocalPlumbline } from './plumbline.ts';

/** Credentials are there when they are new: nobody can be told them again. */
export interface AppliedLocally {
  readonly qwc: string;
  readonly password?: string;
  readonly webhookToken?: string;
}

/** Creates or renews a connection of a local Plumbline. Throws with the reason why it can't be. */
export const applyLocally = async (
  { aws, url }: LocalPlumbline,
  settings: Settings,
  options?: ApplyOptions,
): Promise<AppliedLocally> => {
  const connections = createConnectionStore({ client: aws.dynamo, table: `${aws.prefix}connections` });
  const createQueue = (name: string) => createConnectionQueue(aws.sqs, EXPORTS_PREFIX, name);
  const changes = createChangeQueue({ client: aws.sqs, queueUrl: aws.changesQueueUrl });
  const applied = await applyConnection(
    { connections, changes, createQueue, randomBytes, now: () => new Date() },
    settings,
    options,
  );
  if (applied.is === 'refused') throw new Error(applied.why);
  return { qwc: applied.qwc(url), password: applied.newPassword, webhookToken: applied.newWebhookToken };
};
