import type { LifeExpectation } from '../life-expectation.ts';
import { ECOLE as ECOLE_ID, TORONTO as TORONTO_ID } from './projects.ts';
import { BETON, COTE, NORDIQUE } from './vendors.ts';

const ECOLE = 'Agrandissement - École Ste-Thérèse';
const TORONTO = 'TORONTO YARD EXPANSION';

/** What CA_LIFE must come to, written by hand from the rules; amounts are before tax. */
export const CA_LIFE_EXPECTED: LifeExpectation = {
  costs: [
    // It was 1,500.00 at first.
    {
      ...{ job: ECOLE, type: 'invoice', vendor: BETON, number: 'BP-12', date: '2026-04-02' },
      ...{ total: '1450.00', lines: [['03-300', '1450.00']] },
    },
    {
      ...{ job: TORONTO, type: 'invoice', vendor: BETON, number: 'BP-12', date: '2026-04-02' },
      ...{ total: '250.00', lines: [['03-300', '250.00']] },
    },
    {
      ...{ job: ECOLE, type: 'expense', payee: 'Marc Tremblay', number: '302', date: '2026-05-05' },
      ...{ total: '80.00', lines: [['01-100', '80.00']] },
    },
    {
      ...{ job: ECOLE, type: 'invoice', vendor: COTE, number: 'PC-90', date: '2026-04-07' },
      ...{ total: '-120.00', lines: [['22-110', '-120.00']] },
    },
  ],
  payments: [],
  jobs: [
    // It stood there before the connector came.
    { name: 'Ville de Laval', is: 'created' },
    { name: 'Garage Rosemont', is: 'created' },
  ],
  vendors: [
    { name: 'Hydro-Québec', is: 'created' },
    { name: 'Grue Laval', is: 'created' },
    { name: 'STRUCTURES BEAUCE', is: 'linked', to: '562949953421308' },
  ],
  uncoded: [{ number: 'EJ-4', job: ECOLE, amount: '60.00', why: 'no-item' }],
  payroll: [],
  closedOtherwise: [],
  planted: [
    { flow: 'invoices', id: '562949953503005', code: 'changed', was: '1237.04', is: '1240.00' },
    { flow: 'projects', id: TORONTO_ID, code: 'cost-differs', by: '2.96' },
    { flow: 'commitments', id: '562949953490004', code: 'closed' },
    { flow: 'companies', id: NORDIQUE, code: 'inactive' },
  ],
  journalCodes: {},
  projects: { [ECOLE]: ECOLE_ID, [TORONTO]: TORONTO_ID },
  items: { '03-300': 'Béton:03-300' },
};
