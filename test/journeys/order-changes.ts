import { type LinkedFlow, toQuickBooks } from '../../lib/flow.ts';
import { settledObject } from '../../lib/flows/objects.ts';
import { childrenOf, type Element, textAt } from '../../lib/qbxml/message.ts';
import { reason } from '../../lib/reasons.ts';
import type { Clock } from './clock.ts';

/** Lines to be added to a purchase order that stands in QuickBooks. */
export interface OrderChange {
  /** Its TxnID. */
  readonly order: string;
  readonly lines: readonly { readonly key: string; readonly item: string; readonly amount: string }[];
}

export type OrderChanges = Map<string, OrderChange>;

const FIELDS = ['TxnID', 'EditSequence', 'RefNumber', 'PurchaseOrderLineRet'];

const linesOf = (ret: Element | undefined): readonly Element[] =>
  ret ? childrenOf(ret, 'PurchaseOrderLineRet') : [];

/** Where the lines of a change stand: key → TxnLineID. */
const standing = (ret: Element | undefined, { lines }: OrderChange): Record<string, string> =>
  Object.fromEntries(
    linesOf(ret)
      .map((line) => [textAt(line, 'Other2') ?? '', textAt(line, 'TxnLineID') ?? ''])
      .filter(([key]) => lines.some((line) => line.key === key)),
  );

/** Changes of purchase orders: each adds lines that are not there yet, known by their key in Other2. */
export const orderChanges = (name: string, table: OrderChanges, clock: Clock): LinkedFlow<OrderChange> =>
  toQuickBooks<OrderChange>({
    name,
    on: [`${name} records`],
    needs: [],
    title: ({ lines }) => lines.map(({ key }) => key).join(' '),
    fetch: async (_procore, { id }) => {
      const startedAt = clock.now().toISOString();
      const value = table.get(id);
      return value ? { startedAt, value } : { startedAt, gone: true };
    },
    list: async () => [...table.keys()].map((id) => ({ flow: name, id })),
    refuse: () => undefined,
    links: () => [],
    target: ({ order }) => ({ flow: 'orders', id: order }),
    claims: () => [],
    lookup: ({ order }) => [
      {
        message: 'PurchaseOrderQueryRq',
        fields: { TxnID: [order], IncludeLineItems: 'true', IncludeRetElement: FIELDS },
      },
    ],
    match: (change, _context, answers) => {
      const ret = answers.flatMap(({ rets }) => rets).find((one) => textAt(one, 'TxnID') === change.order);
      if (!ret)
        return { is: 'refused', reason: reason('gone-from-quickbooks', { object: 'The purchase order' }) };
      const mapping = {
        type: 'PurchaseOrder',
        id: change.order,
        name: textAt(ret, 'RefNumber') ?? change.order,
        editSequence: textAt(ret, 'EditSequence'),
        lines: standing(ret, change),
        created: true,
        ofTarget: true,
      } as const;
      return { is: 'found', mapping, ret };
    },
    request: (change, _context, seen) => {
      const ret = seen.is === 'found' ? seen.ret : undefined;
      const there = standing(ret, change);
      const missing = change.lines.filter(({ key }) => there[key] === undefined);
      if (seen.is === 'found' && missing.length === 0) return undefined;
      const PurchaseOrderLineMod = [
        ...linesOf(ret).map((line) => ({ TxnLineID: textAt(line, 'TxnLineID') })),
        ...missing.map(({ key, item, amount }) => ({
          ...{ TxnLineID: '-1', ItemRef: { FullName: item }, Quantity: '1', Amount: amount, Other2: key },
        })),
      ];
      const EditSequence = (seen.is === 'found' ? seen.mapping.editSequence : undefined) ?? '0';
      const PurchaseOrderMod = { TxnID: change.order, EditSequence, PurchaseOrderLineMod };
      return { message: 'PurchaseOrderModRq', fields: { PurchaseOrderMod, IncludeRetElement: FIELDS } };
    },
    settle: (change, context, answer) => {
      const settled = settledObject(answer, context, 'PurchaseOrder', change.order);
      const lines = standing(answer.rets[0], change);
      return settled && { mapping: { ...settled.mapping, lines, ofTarget: true } };
    },
  });
