import type { ImportContext, Ref } from '../import-flow.ts';
import { type Reason, reason } from '../reasons.ts';

/** What Procore has already: an object that a record of ours was exported as, or is linked to. */
export const fromProcore = (ref: Ref, { owner }: Pick<ImportContext, 'owner'>): Reason | undefined => {
  const owned = owner(ref);
  return owned && reason('from-procore', { record: `${owned.key.flow} ${owned.mapping.name}` });
};

/** Where the settings ask for it, somebody approves each document before it goes to Procore. */
export const approvalReason = (
  flow: string,
  { settings, approved }: Pick<ImportContext, 'settings' | 'approved'>,
): Reason | undefined =>
  settings.approval[flow] === 'manual' && !approved ? reason('awaiting-approval') : undefined;
