import type { Contract, ProcoreCompany, ProcoreProject, Row } from '../../local/simulators/procore/data.ts';

/** A small company: one list of standard codes, two vendors, one project with one commitment of each kind. */
export const sampleCompany = (): ProcoreCompany => ({
  id: 77,
  name: 'Bluegum Builders',
  vendors: [vendor(501, 'Alder Electrical Inc'), vendor(502, 'Birch Masonry')],
  standard_cost_code_lists: [
    { id: 5, name: 'Bluegum List', available_to_use_on_new_projects: true, is_erp_list: true },
  ],
  standard_cost_codes: [
    standardCode(50, null, '16', '16', 'Electrical'),
    standardCode(51, 50, '100', '16-100', 'Wiring'),
    { ...standardCode(52, null, '04', '04', 'Masonry'), origin_id: '80000009-1', origin_data: '{}' },
  ],
  projects: [sampleProject()],
});

export const vendor = (id: number, name: string): Row => ({
  id,
  name,
  company: name,
  abbreviated_name: null,
  address: '12 Mill Lane\nUnit 4',
  city: 'Tacoma',
  state_code: 'WA',
  zip: '98402',
  country_code: 'US',
  business_phone: '253-555-0101',
  fax_number: null,
  email_address: ' office@example.test ',
  is_active: true,
  business_register: { type: 'EIN', identifier: '00-0000000' },
  primary_contact: { id: 1, first_name: 'Mira', last_name: 'Osei' },
  origin_id: null,
  origin_data: null,
  origin_code: null,
  created_at: '2026-01-05T08:00:00Z',
  updated_at: '2026-01-05T08:00:00Z',
});

const standardCode = (
  id: number,
  parent_id: number | null,
  code: string,
  full_code: string,
  name: string,
): Row => ({
  id,
  standard_cost_code_list_id: 5,
  parent_id,
  code,
  full_code,
  name,
  origin_id: null,
  origin_data: null,
});

export const sampleProject = (): ProcoreProject => ({
  record: {
    id: 9001,
    name: 'Quay House',
    display_name: '26-001 - Quay House',
    project_number: '26-001',
    active: true,
    is_erp_integrated: false,
    address: '1 Quay Street',
    city: 'Tacoma',
    state_code: 'WA',
    zip: '98402',
    country_code: 'US',
    time_zone: 'Pacific Time (US & Canada)',
    tz_name: 'America/Los_Angeles',
    start_date: '2026-02-01',
    completion_date: null,
    estimated_completion_date: '2026-12-15',
    standard_cost_code_list_id: 5,
    created_at: '2026-01-10T09:00:00Z',
    updated_at: '2026-01-10T09:00:00Z',
    origin_id: null,
    origin_data: null,
    origin_code: null,
  },
  cost_codes: [costCode(601, '16-100', 51), costCode(602, '04', 52), costCode(603, '99', null)],
  wbs_codes: [wbsCode(701, '16-100.S', [segment(601, 'cost_code'), segment(31, 'line_item_type')])],
  purchase_order_contracts: [purchaseOrder()],
  work_order_contracts: [subcontract()],
});

export const costCode = (id: number, full_code: string, standard_cost_code_id: number | null): Row => ({
  id,
  biller: 'Quay House',
  biller_id: 9001,
  biller_type: 'Project',
  budgeted: true,
  code: full_code.split('-').at(-1),
  full_code,
  name: `Code ${full_code}`,
  deleted_at: null,
  standard_cost_code_id,
});

export const segment = (id: number, type: string | null, name = 'Segment'): Record<string, unknown> => ({
  id,
  code: 'x',
  name: `item ${id}`,
  path_code: 'x',
  ...(type === null ? {} : { segment: { id: 1, name, type } }),
});

export const wbsCode = (id: number, flat_code: string, segment_items: Record<string, unknown>[]): Row => ({
  id,
  flat_code,
  flat_name: flat_code,
  description: flat_code,
  status: 'active',
  segment_items,
});

export const line = (
  id: number,
  position: number | null,
  amount: string,
  more: Record<string, unknown> = {},
): Row => ({
  id,
  position,
  amount,
  description: `Line ${id}`,
  extended_type: 'manual',
  quantity: '0.0',
  unit_cost: '0.0',
  uom: null,
  tax_code_id: null,
  cost_code: costCode(601, '16-100', 51),
  line_item_type: { id: 31, name: 'Commitment', code: 'S', base_type: 'commitment' },
  wbs_code: { id: 701, flat_code: '16-100.S', description: 'Wiring.Commitment' },
  origin_id: null,
  origin_data: null,
  ...more,
});

export const contractRecord = (id: number, number: string): Row => ({
  id,
  number,
  title: `Title of ${number}`,
  status: 'Approved',
  accounting_method: 'amount',
  contract_date: '2026-03-01',
  created_at: '2026-02-20T10:00:00Z',
  updated_at: '2026-02-20T10:00:00Z',
  deleted_at: null,
  executed: true,
  grand_total: '0.0',
  project: { id: 9001, name: 'Quay House' },
  vendor: { id: 501, company: 'Alder Electrical Inc' },
  origin_id: null,
  origin_data: null,
  origin_code: null,
});

const purchaseOrder = (): Contract => ({
  record: {
    ...contractRecord(801, 'PO-001'),
    accounting_method: 'unit',
    vendor: { id: 502, company: 'Birch Masonry' },
  },
  line_items: [
    line(8010, 2, '-150.5'),
    line(8011, 1, '1000.0', { extended_type: 'calculated', quantity: '40.00', unit_cost: '25.0', uom: 'ea' }),
  ],
});

const subcontract = (): Contract => ({
  record: contractRecord(901, 'SC-001'),
  line_items: [line(9011, 1, '30000.0')],
});

/** A line of a change order package, coded like the others here. */
export const changeLine = (id: number, amount: string, more: Record<string, unknown> = {}): Row => ({
  id,
  position: id % 10,
  description: `Change ${id}`,
  quantity: '0.0',
  uom: null,
  total_amount: amount,
  extended_amount: amount,
  unit_cost: '0.0',
  cost_code: { id: 601, name: 'Code 16-100', full_code: '16-100' },
  wbs_code: { id: 701, flat_code: '16-100.S', description: 'Wiring.Commitment' },
  line_item_type: { id: 31, name: 'Commitment', code: 'S', base_type: 'commitment' },
  holder: { id, holder_type: 'PotentialChangeOrder' },
  markup_line_items: [],
  ...more,
});

/** An approved change order package of the subcontract, of as many lines as amounts. */
export const changePackage = (id: number, number: string, ...amounts: string[]): Row => ({
  id,
  contract_id: 901,
  created_at: '2026-03-10T15:00:00Z',
  deleted_at: null,
  description: null,
  executed: false,
  grand_total: amounts.reduce((sum, amount) => sum + Number(amount), 0).toFixed(1),
  number,
  origin_code: null,
  origin_data: null,
  origin_id: null,
  position: 1,
  status: 'approved',
  title: `Title of ${number}`,
  type: 'ChangeOrderPackage',
  updated_at: '2026-03-12T18:20:44Z',
  line_items: amounts.map((amount, n) => changeLine(id * 10 + n + 1, amount)),
});

/** A line as v2 lists it. */
export const changeLineV2 = (id: string, position: number, amount: string, of: string | null): Row => ({
  id,
  prime_line_item_id: null,
  commitment_line_item_id: of,
  description: `v2 ${id}`,
  uom: null,
  quantity: 0,
  unit_cost: '0.0',
  amount,
  extended_type: 'manual',
  wbs_code_id: '701',
  tax_code_id: '71',
  position,
  wbs_code: { id: '701', flat_code: '16-100.S', description: 'Wiring.Commitment' },
});

/** A commitment change order, beside a package or alone. */
export const changeOrder = (id: number, packageId: number | null, lines: Row[]): Contract => ({
  record: {
    id,
    contract_id: 901,
    legacy_package_id: packageId,
    number: `CCO-${id}`,
    title: `Title of CCO-${id}`,
    status: 'approved',
    type: 'CommitmentChangeOrder',
    grand_total: lines.reduce((sum, { amount }) => sum + Number(amount), 0).toFixed(1),
    currency_configuration: { currency_iso_code: 'USD' },
  },
  line_items: lines,
});
