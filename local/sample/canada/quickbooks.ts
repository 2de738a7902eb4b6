import type { QuickBooksBefore } from '../quickbooks-before.ts';

/** The Canadian contractor's company file before the connector's first visit. */
export const CA_QUICKBOOKS: QuickBooksBefore = {
  companyName: 'Constructions Laurentides inc.',
  country: 'CA',
  accounts: [
    { fullName: 'Encaisse', type: 'Bank' },
    { fullName: 'Comptes clients', type: 'AccountsReceivable' },
    { fullName: 'Comptes fournisseurs', type: 'AccountsPayable' },
    { fullName: 'Retenues à payer', type: 'OtherCurrentLiability' },
    { fullName: 'Revenus de construction', type: 'Income' },
    { fullName: 'Coût des travaux', type: 'CostOfGoodsSold' },
    { fullName: 'Frais de chantier', type: 'Expense' },
  ],
  taxCodes: [
    { name: 'H', taxable: true, text: 'HST (ON) 13 %' },
    { name: 'G', taxable: true, text: 'GST 5 %' },
    { name: 'Q', taxable: true, text: 'GST + QST' },
    { name: 'E', taxable: false, text: 'Exempt' },
  ],
  customers: [{ name: 'TORONTO YARD EXPANSION' }, { name: 'Ville de Laval' }],
  vendors: [
    { name: 'Béton Provincial Ltée', address: ['C.P. 100', 'Matane QC'] },
    { name: 'Ascenseurs Tremblay', active: false },
    { name: 'Hydro-Québec' },
  ],
  employees: ['Marc Tremblay'],
  items: [
    {
      name: 'Béton',
      type: 'Service',
      text: 'Béton',
      income: 'Revenus de construction',
      expense: 'Coût des travaux',
    },
    {
      name: '03-300',
      parent: 'Béton',
      type: 'Service',
      text: 'Béton, ancien texte',
      income: 'Revenus de construction',
      expense: 'Coût des travaux',
    },
    {
      name: 'Retenue',
      type: 'Service',
      text: 'Retenue de garantie',
      income: 'Revenus de construction',
      expense: 'Retenues à payer',
    },
    {
      name: '14-200',
      type: 'NonInventory',
      text: "Pièces d'ascenseur",
      income: 'Revenus de construction',
      expense: 'Coût des travaux',
    },
  ],
  bills: [],
  orders: [],
};
