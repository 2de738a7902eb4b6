import type { Context, Mapping, Seen, Settled } from '../flow.ts';
import type { Commitment } from '../procore/shapes.ts';
import { type Answer, type QbRequest, textAt } from '../qbxml/message.ts';
import { settledObject } from './objects.ts';

/** Procore's statuses that end a commitment: subcontracts are void or terminated, purchase orders closed. */
const ENDED = ['Void', 'Terminated', 'Closed'];

/** What a person is asked to do about the order of a commitment that ended. */
export const action = ({ status }: Commitment): string | undefined =>
  ENDED.includes(status) ? `close order: the commitment is ${status} in Procore` : undefined;

/** The order of a commitment that ended is closed where the settings say so, or a person for this one. */
export const isWanted = ({ status }: Commitment, { mapping, settings, override }: Context): boolean =>
  mapping !== undefined &&
  ENDED.includes(status) &&
  (settings.closeOrders === 'auto' || override.close === true);

const FIELDS = ['TxnID', 'EditSequence', 'RefNumber', 'IsManuallyClosed'];

/** How the order stands: closed already by somebody, changed, gone. */
export const lookup = ({ id }: Mapping): QbRequest => ({
  message: 'PurchaseOrderQueryRq',
  fields: { TxnID: [id], IncludeRetElement: FIELDS },
});

export const seen = (mapping: Mapping, answers: readonly Answer[]): Seen => {
  const ret = answers.flatMap(({ rets }) => rets).find((one) => textAt(one, 'TxnID') === mapping.id);
  const editSequence = textAt(ret, 'EditSequence');
  return ret ? { is: 'found', mapping: { ...mapping, editSequence }, ret } : { is: 'absent' };
};

/** Closes an order; without lines in it, a Mod leaves them as they are. Undefined when it is closed already. */
export const mod = (mapping: Mapping, now: Seen): QbRequest | undefined => {
  const found = now.is === 'found' ? now : undefined;
  if (textAt(found?.ret, 'IsManuallyClosed') === 'true') return undefined;
  const EditSequence = found?.mapping.editSequence ?? '0';
  const PurchaseOrderMod = { TxnID: mapping.id, EditSequence, IsManuallyClosed: 'true' };
  return { message: 'PurchaseOrderModRq', fields: { PurchaseOrderMod, IncludeRetElement: FIELDS } };
};

/** The mapping keeps its lines: the answer does not tell them. */
export const settled = (mapping: Mapping, context: Context, answer: Answer): Settled | undefined => {
  const told = settledObject(answer, context, mapping.type, mapping.name);
  return told && { mapping: { ...mapping, ...told.mapping } };
};
