import type { Mapping } from '../../lib/flow.ts';
import { flows } from '../../lib/flows/index.ts';
import { flowNamed, mapped } from './given.ts';

/** Content of a record, as far as its mark depends on it. */
const CONTENT: Readonly<Record<string, { id: string } & Record<string, unknown>>> = {
  'cost-codes': { id: '101', listId: '5' },
  companies: { id: '501' },
  projects: { id: '9001' },
  commitments: { id: '901', kind: 'subcontract', projectId: '9001' },
  'change-orders': { id: '71', projectId: '9001', commitmentId: '901' },
  invoices: { id: '61', projectId: '9001', commitmentId: '901' },
  payments: { id: '51', projectId: '9001', commitmentId: '901' },
};

const markOf = (flow: string, mapping: Partial<Mapping> = {}, content = CONTENT[flow]) =>
  flowNamed(flow).mark?.with(content, mapped({ flow, id: content?.id ?? '' }, mapping));

const common = (flow: string) => {
  const { id, name, editSequence } = mapped({ flow, id: CONTENT[flow]?.id ?? '' });
  return { originId: id, originCode: name, editSequence };
};

test.each<[string, object]>([
  ['cost-codes', { of: 'standard-cost-code', id: '101', listId: '5' }],
  ['companies', { of: 'company', id: '501' }],
  ['projects', { of: 'project', id: '9001' }],
  ['commitments', { of: 'subcontract', id: '901', projectId: '9001' }],
  ['invoices', { of: 'requisition', id: '61', projectId: '9001', commitmentId: '901' }],
  ['payments', { of: 'contract-payment', id: '51', projectId: '9001', commitmentId: '901' }],
])('%s are marked with the id and the name that they have in QuickBooks', (flow, place) => {
  expect(markOf(flow)).toEqual({ ...place, ...common(flow) });
});

test('a change order is marked with a line of its own: others have the same order', () => {
  const target = { ofTarget: true, lines: { '5': '1A2D-1772712000', '4': '1A2C-1772712000' } } as const;
  expect(markOf('change-orders', target)).toEqual({
    ...{ of: 'change-order-package', id: '71', projectId: '9001' },
    ...{ ...common('change-orders'), originId: '1A2C-1772712000' },
  });
});

test('a change order without package or without lines has no field to be marked in', () => {
  const alone = { id: 'cco-71', projectId: '9001' };
  expect(markOf('change-orders', { lines: { '4': '1A2C-1772712000' } }, alone)).toBeUndefined();
  expect(markOf('change-orders', { lines: {} })).toBeUndefined();
});

test('by default all are marked but invoices and payments, which Procore then locks', () => {
  const byDefault = flows.flatMap(({ name, mark }) => (mark ? [[name, mark.byDefault]] : []));
  expect(Object.fromEntries(byDefault)).toMatchObject({
    ...{ 'cost-codes': true, companies: true, projects: true, commitments: true, 'change-orders': true },
    ...{ invoices: false, payments: false },
  });
});
