import type { Billing } from '../posting.ts';

const ECOLE = 'Agrandissement - École Ste-Thérèse';
const ELECTRICITY = { vendor: 'Électricité Gagné & Fils inc.', order: 'ST-26-01', job: ECOLE };
const PLUMBING = { vendor: 'Plomberie Côté', order: 'ST-26-05', job: ECOLE };
const EMERGENCY = "Éclairage d'urgence\nincl. essais";

/** Bills and a credit of the Canadian contractor before tax, written by hand from the rules. */
export const CA_BILLS: readonly Billing[] = [
  // 13,452.02 are due, of which 1,752.07 are tax.
  {
    ...{ id: '562949953503001', number: 'É-1041', ...ELECTRICITY, date: '2026-02-28', total: '11699.95' },
    memo: 'ST-26-01 - Électricité - lot 16, 2026-02-01 to 2026-02-28',
    lines: [
      ['26-050', 'Travaux généraux', '0.2439', '10000.00', 'Travaux généraux', 'Q'],
      ['26-510', EMERGENCY, '0.23077', '2999.95', EMERGENCY, 'G'],
      ['Retenue', 'Retainage held', '1', '-1300.00', '', 'Q'],
    ],
  },
  {
    ...{ id: '562949953503002', number: 'É-1042', ...ELECTRICITY, date: '2026-03-31', total: '27000.45' },
    memo: 'ST-26-01 - Électricité - lot 16, 2026-03-01 to 2026-03-31',
    lines: [
      ['26-240', 'Panneaux A & B', '1', '28500.50', 'Panneaux A & B', 'G'],
      ['26-510', 'Éclairage - déplacé', '1', '1500.00', 'ODC-1: Éclairage - déplacé', 'G'],
      ['Retenue', 'Retainage held', '1', '-3000.05', '', 'G'],
    ],
  },
  {
    ...{ id: '562949953503003', number: 'PC-77', ...PLUMBING, date: '2026-03-15', total: '4500.00' },
    memo: 'ST-26-05 - Plomberie',
    lines: [
      ['22-110', 'Eau froide', '0.33333', '5000.00', 'Eau froide', 'E'],
      ['Retenue', 'Retainage held', '1', '-500.00', '', 'E'],
    ],
  },
  // 500.00 taken back, of which 50.00 had been held: the signs are turned.
  {
    ...{ id: '562949953503004', number: 'PC-78', ...PLUMBING, date: '2026-03-31', total: '450.00' },
    ...{ kind: 'VendorCredit', memo: 'ST-26-05 - Plomberie' },
    lines: [
      ['22-110', 'Eau froide', '1', '500.00', '', 'E'],
      ['Retenue', 'Retainage released', '1', '-50.00', '', 'E'],
    ],
  },
  {
    ...{ id: '562949953503005', number: 'VJ-1', vendor: 'Vitrerie St-Jérôme', order: 'BC-26-04' },
    ...{ job: 'TORONTO YARD EXPANSION', date: '2026-03-20', total: '1237.04' },
    memo: 'BC-26-04 - Glass for the gatehouse',
    // Half of 2,474.07 rounds up.
    lines: [['08-800', 'IGU 24"×36"', '3.00001', '1237.04', 'IGU 24"×36"', 'H']],
  },
];
