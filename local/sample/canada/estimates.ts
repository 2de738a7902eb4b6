import type { Estimate } from '../posting.ts';

/** Estimates of the Canadian contractor before tax, written by hand from the rules. */
export const CA_ESTIMATES: readonly Estimate[] = [
  {
    ...{ id: '562949953425001', number: 'P-2601', total: '49900.01' },
    job: 'Agrandissement - École Ste-Thérèse',
    memo: 'Budget from Procore, at cost: Agrandissement - École Ste-Thérèse',
    lines: [
      ['26-050', 'Travaux généraux', '1', '41000', '41000.00', 'Q'],
      ['09-900', 'Peinture « intérieure »', '1', '6400.01', '6400.01', 'Q'],
      ['08-410', 'Budget change 1: Avenant - fenêtres', '1', '2500', '2500.00', 'Q'],
    ],
  },
];
