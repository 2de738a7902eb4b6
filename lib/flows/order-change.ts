import { type Element, type Fields, type QbRequest, textAt } from '../qbxml/message.ts';

/** What a change of an order needs to know of how it stands. */
export const STANDING_FIELDS = [
  'TxnID',
  'EditSequence',
  'RefNumber',
  'IsManuallyClosed',
  'PurchaseOrderLineRet',
  'PurchaseOrderLineGroupRet',
];

const LINE = 'PurchaseOrderLineMod';
const GROUP = 'PurchaseOrderLineGroupMod';

const nameOf = ({ name }: Element): string | undefined => {
  if (name === 'PurchaseOrderLineRet') return LINE;
  return name === 'PurchaseOrderLineGroupRet' ? GROUP : undefined;
};

interface Standing {
  readonly name: string;
  readonly id: string;
}

/** Lines and groups of lines as they are stored. A group stays whole when it is named without its lines. */
const standingLines = (order: Element): readonly Standing[] =>
  order.children.flatMap((child) => {
    const name = nameOf(child);
    return name ? [{ name, id: textAt(child, 'TxnLineID') ?? '' }] : [];
  });

/** Every TxnLineID of an order, those within groups too. */
export const standingIds = (order: Element): ReadonlySet<string> => {
  const lines = order.children.filter((child) => nameOf(child));
  const all = lines.flatMap((line) => [line, ...line.children.filter((child) => nameOf(child))]);
  return new Set(all.map((line) => textAt(line, 'TxnLineID') ?? ''));
};

/**
 * Adds lines below those of an order. A Mod deletes every line that it does not name, so each is named by its id
 * alone, in the stored order (else 3290). Without `order`: what is added, for a person to see.
 */
export const addToOrder = (
  { id, editSequence }: { readonly id: string; readonly editSequence?: string },
  order: Element | undefined,
  added: readonly Fields[],
): QbRequest => {
  const standing = order ? standingLines(order) : [];
  const kept = (kind: string): Fields[] =>
    standing.filter(({ name }) => name === kind).map((line) => ({ TxnLineID: line.id }));
  const groups = kept(GROUP);
  const PurchaseOrderMod = {
    TxnID: id,
    EditSequence: editSequence || '0',
    [LINE]: [...kept(LINE), ...added.map((line) => ({ TxnLineID: '-1', ...line }))],
    [GROUP]: groups.length > 0 ? groups : undefined,
  };
  return {
    message: 'PurchaseOrderModRq',
    fields: { PurchaseOrderMod, IncludeRetElement: STANDING_FIELDS },
    ...(groups.length > 0 && { sequence: standing.map(({ name }) => name) }),
  };
};
