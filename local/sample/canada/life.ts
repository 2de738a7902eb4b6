import type { Life } from '../life.ts';

const ECOLE = 'Agrandissement - École Ste-Thérèse';
const TORONTO = 'TORONTO YARD EXPANSION';
const BETON = 'Béton Provincial Ltée';

/** What the Canadian contractor's bookkeeper does while the connector is at work. */
export const CA_LIFE: Life = {
  accounts: [{ fullName: 'Carte Visa', type: 'CreditCard' }],
  customers: ['Garage Rosemont'],
  vendors: [
    { name: 'Grue Laval', fields: { VendorAddress: { Addr1: '9 rue Curé-Boivin', City: 'Laval' } } },
    // Procore has it in another case.
    { name: 'STRUCTURES BEAUCE' },
  ],
  otherNames: [],
  bank: 'Encaisse',
  card: 'Carte Visa',
  entries: [
    {
      ...{ key: 'béton', kind: 'Bill', payee: BETON, number: 'BP-12', date: '2026-04-02' },
      memo: 'Béton « 30 MPa »',
      lines: [
        { item: 'Béton:03-300', job: ECOLE, amount: '1500.00', text: 'Semelles', taxCode: 'Q' },
        { item: 'Béton:03-300', job: TORONTO, amount: '250.00', text: 'Footings', taxCode: 'H' },
      ],
    },
    {
      ...{ key: 'essence', kind: 'Check', payee: 'Marc Tremblay', number: '301', date: '2026-04-03' },
      lines: [{ item: '01-100', job: ECOLE, amount: '75.50', text: 'Essence', taxCode: 'Q' }],
    },
    {
      ...{ key: 'vitre', kind: 'CreditCardCharge', payee: 'Vitrerie St-Jérôme', number: 'V-9' },
      date: '2026-04-06',
      lines: [{ item: '08-800', job: TORONTO, amount: '99.95', text: 'Pane', taxCode: 'H' }],
    },
    {
      ...{
        key: 'retour',
        kind: 'VendorCredit',
        payee: 'Plomberie Côté',
        number: 'PC-90',
        date: '2026-04-07',
      },
      lines: [{ item: '22-110', job: ECOLE, amount: '120.00', text: 'Raccords retournés', taxCode: 'E' }],
    },
    // Nobody said for which cost code this account stands.
    {
      ...{ key: 'partage', kind: 'JournalEntry', number: 'EJ-4', date: '2026-04-30' },
      lines: [
        { account: 'Frais de chantier', job: ECOLE, amount: '60.00', text: 'Part de la roulotte' },
        { account: 'Encaisse', amount: '-60.00' },
      ],
    },
  ],
  // Procore knows no payments issued in Canada.
  payments: [
    {
      ...{ key: 'chèque', kind: 'BillPaymentCheck', payee: 'Électricité Gagné & Fils inc.', number: '310' },
      ...{ date: '2026-05-04', pays: [['É-1041', '11699.95']] },
    },
  ],
  changes: [
    { do: 'change-line', key: 'béton', at: 1, fields: { Amount: '1450.00' } },
    { do: 'void', key: 'essence' },
    { do: 'delete', key: 'vitre' },
  ],
  later: [
    {
      ...{ key: 'essence-2', kind: 'Check', payee: 'Marc Tremblay', number: '302', date: '2026-05-05' },
      lines: [{ item: '01-100', job: ECOLE, amount: '80.00', text: 'Essence', taxCode: 'Q' }],
    },
  ],
};
