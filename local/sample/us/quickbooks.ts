import type { QuickBooksBefore } from '../quickbooks-before.ts';

const service = (name: string, text: string, parent?: string) => ({
  name,
  ...(parent === undefined ? {} : { parent }),
  type: 'Service' as const,
  text,
  income: 'Construction Income',
  expense: 'Cost of Goods Sold',
});

/** The US contractor's company file before the connector's first visit. */
export const US_QUICKBOOKS: QuickBooksBefore = {
  companyName: 'Cedar Summit Builders, Inc.',
  country: 'US',
  closingDate: '2025-12-31',
  accounts: [
    { fullName: 'Checking', type: 'Bank' },
    { fullName: 'Accounts Receivable', type: 'AccountsReceivable' },
    { fullName: 'Accounts Payable', type: 'AccountsPayable' },
    { fullName: 'Retainage Payable', type: 'OtherCurrentLiability' },
    { fullName: 'Construction Income', type: 'Income' },
    { fullName: 'Construction Income:Low Voltage', type: 'Income' },
    { fullName: 'Cost of Goods Sold', type: 'CostOfGoodsSold' },
    { fullName: 'Cost of Goods Sold:Electrical', type: 'CostOfGoodsSold' },
    { fullName: 'Cost of Goods Sold:Low Voltage', type: 'CostOfGoodsSold' },
    { fullName: 'Job Overhead', type: 'Expense' },
  ],
  taxCodes: [
    { name: 'Tax', taxable: true, text: 'Taxable Sales' },
    { name: 'Non', taxable: false, text: 'Non-Taxable Sales' },
  ],
  customers: [
    { name: 'Northgate Health Partners' },
    { name: 'Alder School District No. 7' },
    { name: 'Alder Elementary Gym', parent: 'Alder School District No. 7' },
    { name: 'Lodz Software Inc.' },
    { name: 'Old Vista Ridge LLC', active: false },
  ],
  vendors: [
    { name: 'ACME FENCING CO.', address: ['1 Old Street', 'Renton, WA'], phone: '425-555-0199' },
    { name: 'Delta Steel Fabricators', active: false },
    { name: 'Puget Sound Energy' },
  ],
  employees: ['Maria Holm'],
  items: [
    service('Concrete', 'Concrete, all kinds'),
    service('03-310', 'Slab on grade (old text)', 'Concrete'),
    service('01-100', 'Supervision, as billed to owners'),
    service('Signs', 'Signs'),
    service('10-140', 'Signs, interior', 'Signs'),
    service('Specialties', 'Specialties'),
    service('10-140', 'Signage', 'Specialties'),
    { ...service('Retainage', 'Retainage'), expense: 'Retainage Payable' },
    { ...service('12-490', 'Blinds from stock'), type: 'NonInventory' },
  ],
  bills: [
    {
      number: 'AF-310',
      vendor: 'ACME FENCING CO.',
      date: '2026-03-03',
      memo: 'Temporary fence, entered by hand',
      item: '01-100',
      text: 'Fence for a month',
      amount: '312.50',
    },
  ],
  orders: [
    {
      number: 'PO-1001',
      vendor: 'Puget Sound Energy',
      date: '2026-01-15',
      memo: 'Temporary power, entered by hand',
      lines: [
        {
          item: '01-100',
          text: 'Temporary service drop',
          quantity: '1',
          amount: '640.00',
          job: 'Alder School District No. 7:Alder Elementary Gym',
        },
      ],
    },
  ],
};
