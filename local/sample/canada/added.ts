import type { Added } from '../posting.ts';

/** What change orders add to purchase orders of the Canadian contractor, written by hand. */
export const CA_ADDED: readonly Added[] = [
  {
    id: '562949953501001',
    order: 'ST-26-01',
    total: '2300.50',
    lines: [
      ['26-510', 'ODC-1: Éclairage - déplacé', '1', '1500', '1500.00', 'G'],
      ['26-050', 'ODC-1: Percement des dalles', '1', '800.5', '800.50', 'Q'],
    ],
  },
  {
    id: '562949953501002',
    order: 'ST-26-05',
    total: '450.00',
    lines: [['22-110', 'ODC-2: Robinetterie, « coeur »', '1', '450', '450.00', 'E']],
  },
];
