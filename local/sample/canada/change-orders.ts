import type { ChangeOrderRow } from '../expand-change-order.ts';
import { lump } from '../expand-commitment.ts';
import { GST_ONLY } from './posted.ts';

export const LIGHTING = '562949953501001';

/** Change orders of the Canadian contractor; CA_ADDED says what becomes of those that go. */
export const CA_CHANGE_ORDERS: readonly ChangeOrderRow[] = [
  {
    id: LIGHTING,
    orderId: '562949953502001',
    commitmentId: '562949953490001',
    number: 'ODC-1',
    title: 'Éclairage déplacé',
    total: '2300.5',
    lines: [
      lump('26-510', 'Éclairage – déplacé', '1500.0', GST_ONLY),
      lump('26-050', 'Percement des dalles', '800.5'),
    ],
  },
  // The tax code is that of the vendor.
  {
    id: '562949953501002',
    commitmentId: '562949953490004',
    number: 'ODC-2',
    title: 'Robinetterie',
    total: '450.0',
    lines: [lump('22-110', 'Robinetterie, « cœur »', '450.0')],
  },
  {
    id: '562949953501003',
    commitmentId: '562949953499008',
    number: 'ODC-3',
    title: 'En dollars américains, comme son contrat',
    total: '100.0',
    lines: [lump('26-050', 'Pièces', '100.0')],
  },
];
