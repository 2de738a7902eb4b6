import type { Context, Seen } from '../../lib/flow.ts';
import type { QbRequest } from '../../lib/qbxml/message.ts';
import { writeMessageSet } from '../../lib/qbxml/write.ts';
import type { Settings } from '../../lib/settings.ts';
import { billed, type Left, standing, UNTOUCHED } from './bills.ts';
import { ESTIMATE_CHANGED_BY_OTHERS } from './estimates.ts';
import { answer, fetched, flowNamed, type Given, given, mapped } from './given.ts';
import { groupRet, lineRet, orderRet } from './order-rets.ts';
import { canada, us } from './settings.ts';

/** One Procore record of the fixtures and the file that holds what QuickBooks must get for it. */
export interface Case extends Given {
  readonly flow: string;
  readonly id: string;
  /** test/flows/<flow>/<file>.xml */
  readonly file: string;
  /** The write, or the lookup before it. */
  readonly asks: 'write' | 'lookup';
  readonly context?: Partial<Context>;
  /** For a write: what the lookup found; absent when it is a first write. */
  readonly modifies?: true;
  /** For a write: the `…Ret` that its lookup found. */
  readonly stands?: string;
}

type Named = Omit<Case, 'flow' | 'id' | 'file' | 'asks'>;

const writes = (flow: string, file: string, id: string, more: Named = {}): Case => ({
  flow,
  id,
  file,
  asks: 'write',
  ...more,
});

const looksUp = (flow: string, file: string, id: string, more: Named = {}): Case => ({
  ...writes(flow, file, id, more),
  asks: 'lookup',
});

const settings = (more: Partial<Settings>, base = us): Named => ({ settings: { ...base, ...more } });

const isMapped = (flow: string, id: string): Named => ({ context: { mapping: mapped({ flow, id }) } });

const inProject = (resource: string): Named => ({ source: { project: '9001', resource } });
const purchaseOrder = inProject('Purchase Order Contracts');
const subcontract = inProject('Work Order Contracts');
const payment = inProject('Contract Payments');

const changeOrder = inProject('Change Order Packages');

const ended: Given['change'] = (tables) => {
  tables.work_order_contracts[0]!.status = 'Terminated';
};
/** The tax code that the first line of the order has. */
const ORDERED_TAX = '<SalesTaxCodeRef><ListID>80000071-1700000000</ListID></SalesTaxCodeRef>';

const payable = { ...us.accounts, payable: 'Accounts Payable:Trade' };

/** On an order that nobody has billed elsewhere, as it stands before the invoice. */
const invoice = (left: Left, more: Named = {}): Named => ({
  source: { project: '9001' },
  context: billed,
  stands: standing(left),
  ...more,
});

export const cases: readonly Case[] = [
  writes('cost-codes', 'item-with-accounts-of-longest-prefix', '101'),
  writes('cost-codes', 'item-with-default-accounts', '102'),
  writes('cost-codes', 'item-with-transliterated-description', '104'),
  writes('cost-codes', 'item-in-canada', '103', { settings: canada }),
  writes('cost-codes', 'item-renamed', '102', { ...isMapped('cost-codes', '102'), modifies: true }),
  looksUp('cost-codes', 'lookup-by-code-and-leaf', '101'),
  looksUp('cost-codes', 'lookup-of-mapped', '102', isMapped('cost-codes', '102')),

  writes('companies', 'vendor-with-accents', '501'),
  writes('companies', 'vendor-with-name-only', '502'),
  writes('companies', 'vendor-in-canada', '503', { settings: canada }),
  writes('companies', 'vendor-with-fields-that-do-not-fit', '503'),
  writes('companies', 'vendor-with-address-that-does-not-fit', '504'),
  writes('companies', 'vendor-under-another-name', '502', {
    context: { override: { name: 'Birch Masonry (Vendor)' } },
  }),
  writes('companies', 'vendor-changed', '501', { ...isMapped('companies', '501'), modifies: true }),
  writes('companies', 'vendor-emptied', '502', { ...isMapped('companies', '502'), modifies: true }),
  looksUp('companies', 'lookup-by-name', '501'),
  looksUp('companies', 'lookup-by-origin', '504'),
  looksUp('companies', 'lookup-of-mapped', '501', isMapped('companies', '501')),

  writes('projects', 'job-under-default-customer', '9001'),
  writes('projects', 'job-under-customer-of-settings', '9002'),
  writes('projects', 'job-under-chosen-customer', '9002', {
    context: { override: { customer: 'Vistula Trust', name: 'Annex' } },
  }),
  writes('projects', 'job-with-long-texts', '9003'),
  writes('projects', 'customer-of-its-own', '9001', settings({ projectsAs: 'customer' })),
  writes('projects', 'job-in-canada', '9001', { settings: canada }),
  writes('projects', 'job-changed', '9001', { ...isMapped('projects', '9001'), modifies: true }),
  writes('projects', 'job-emptied', '9002', { ...isMapped('projects', '9002'), modifies: true }),
  looksUp('projects', 'lookup-of-job-and-customer', '9001'),
  looksUp('projects', 'lookup-of-customer-of-its-own', '9001', settings({ projectsAs: 'customer' })),
  looksUp('projects', 'lookup-of-mapped', '9001', isMapped('projects', '9001')),

  writes('budgets', 'estimate-with-budget-changes', '9001'),
  writes('budgets', 'estimate-with-modifications', '9002'),
  writes('budgets', 'estimate-in-canada', '9001', {
    settings: { ...canada, taxCodes: { ...canada.taxCodes, byProject: { '9001': 'G' } } },
  }),
  writes('budgets', 'estimate-with-class-and-number', '9002', {
    ...settings({ defaultClass: 'Site' }),
    context: { override: { number: 'B-9002' } },
  }),
  writes('budgets', 'estimate-changed', '9001', {
    ...isMapped('budgets', '9001'),
    ...{ modifies: true, stands: ESTIMATE_CHANGED_BY_OTHERS },
  }),
  looksUp('budgets', 'lookup-by-job', '9001'),
  looksUp('budgets', 'lookup-of-mapped', '9001', isMapped('budgets', '9001')),

  writes('commitments', 'order-by-unit-and-by-amount', '801', purchaseOrder),
  writes('commitments', 'order-dated-by-creation', '901', subcontract),
  writes('commitments', 'order-in-canada', '901', { ...subcontract, settings: canada }),
  writes('commitments', 'order-with-class-terms-and-template', '801', {
    ...purchaseOrder,
    ...settings({ defaultClass: 'Site', defaultTerms: 'Net 30', orderNumber: '{number:last8}' }),
  }),
  looksUp('commitments', 'lookup-by-number', '801', purchaseOrder),
  looksUp('commitments', 'lookup-by-origin-and-number', '801', {
    ...purchaseOrder,
    change: (tables) => {
      tables.purchase_order_contracts[0]!.origin_id = '1F4A-1735689600';
    },
  }),
  writes('commitments', 'order-of-terminated-subcontract', '901', {
    ...subcontract,
    ...settings({ closeOrders: 'auto' }),
    ...isMapped('commitments', '901'),
    change: ended,
    modifies: true,
  }),
  looksUp('commitments', 'lookup-before-closing', '901', {
    ...subcontract,
    context: { mapping: mapped({ flow: 'commitments', id: '901' }), override: { close: true } },
    change: ended,
  }),

  writes('change-orders', 'lines-by-unit-and-by-amount', '71', changeOrder),
  writes('change-orders', 'lines-of-package-alone', '72', changeOrder),
  writes('change-orders', 'lines-with-class', '72', {
    ...changeOrder,
    ...settings({ defaultClass: 'Site' }),
  }),
  writes('change-orders', 'lines-without-package', 'cco-44199', changeOrder),
  writes('change-orders', 'lines-in-canada', '71', { ...changeOrder, settings: canada }),
  writes('change-orders', 'lines-below-lines-and-groups', '71', {
    ...changeOrder,
    stands: orderRet('901', [
      lineRet('1A-1700000000', 'pl:9011'),
      groupRet('1B-1700000000', [lineRet('1C-1700000000', '')]),
      lineRet('1D-1700000000', 'co:7101', '2212.50'),
      lineRet('1E-1700000000', ''),
    ]),
  }),
  looksUp('change-orders', 'lookup-of-order', '71', changeOrder),

  writes('invoices', 'bill-of-work-and-stored-materials', '1101', invoice(UNTOUCHED)),
  writes('invoices', 'bill-without-a-number', '1102', invoice(['0.28333', '6', '1', '1', '1'])),
  writes('invoices', 'last-bill-with-change-orders', '1103', invoice(['0.05', '3.6', '1', '1', '1'])),
  writes('invoices', 'bill-that-releases-retainage', '1104', invoice(['0', '0', '0', '0', '0'])),
  writes('invoices', 'bill-in-canada', '1101', {
    ...invoice(UNTOUCHED, { settings: canada }),
    stands: standing(UNTOUCHED, ORDERED_TAX),
  }),
  writes('invoices', 'bill-linked-to-nothing', '1101', {
    ...{ source: { project: '9001' }, context: billed },
    ...settings({ linkBills: false, billable: 'always', defaultClass: 'Site', accounts: payable }),
  }),
  writes('invoices', 'vendor-credit', '1105', {
    ...{ source: { project: '9001' }, context: billed },
    ...settings({ credits: 'vendor-credit' }),
  }),
  looksUp('invoices', 'lookup-of-bill', '1101', { source: { project: '9001' }, context: billed }),
  looksUp('invoices', 'lookup-of-credit', '1105', {
    ...{ source: { project: '9001' }, context: billed },
    ...settings({ credits: 'vendor-credit' }),
  }),

  writes('payments', 'check-without-a-number', '1551516', payment),
  writes('payments', 'check-with-a-number', '1551517', payment),
  writes('payments', 'check-for-two-bills', '1551520', {
    ...payment,
    ...settings({ accounts: { ...us.accounts, payable: 'Accounts Payable' } }),
  }),
  looksUp('payments', 'lookup-of-bill-and-checks', '1551516', payment),
  looksUp('payments', 'lookup-by-number', '1551517', payment),
  looksUp('payments', 'lookup-by-origin', '1551516', {
    ...payment,
    change: (tables) => {
      tables.contract_payments[0]!.origin_id = '4D10-1742508207';
    },
  }),
];

/** The requests of a case, as the flow makes them of what Procore answered. */
export const requestsOf = async (one: Case): Promise<readonly QbRequest[]> => {
  const flow = flowNamed(one.flow);
  const content = await fetched(flow, one.id, one);
  const context = given({ flow: one.flow, id: one.id }, one.settings, one.context);
  if (one.asks === 'lookup') return flow.lookup(content, context);
  if (one.stands) {
    const type = /^<(\w+)Ret>/.exec(one.stands)?.[1];
    const answers = [answer(`${type}QueryRs`, one.stands)];
    return [flow.request(content, context, flow.match(content, context, answers)) ?? []].flat();
  }
  const seen: Seen =
    one.modifies && context.mapping ? { is: 'found', mapping: context.mapping } : { is: 'absent' };
  const request = flow.request(content, context, seen);
  return request ? [request] : [];
};

/** The same as QuickBooks gets it. */
export const messageSetOf = async (one: Case): Promise<string> => {
  const requests = await requestsOf(one);
  const numbered = requests.map((request, n) => ({
    requestID: one.asks === 'lookup' ? `lookup-${n + 1}` : `${one.flow}#${one.id}`,
    request,
  }));
  return writeMessageSet(numbered, { onError: 'continueOnError', newMessageSetID: 'batch-1' });
};
