import { type CommitmentRow, lump } from '../expand-commitment.ts';
import { ALDER, HARBOR, LAKEVIEW, NORTHGATE, VISTA } from './projects.ts';

const DRYWALL = '161072';

type Draft = Partial<CommitmentRow> & Pick<CommitmentRow, 'id' | 'number' | 'title'>;

/** An approved subcontract with nothing wrong, but for what the row says. */
const subcontract = (row: Draft): CommitmentRow => ({
  kind: 'subcontract',
  projectId: NORTHGATE,
  vendorId: DRYWALL,
  date: '2026-02-10',
  lines: [lump('09-250', row.title, '1000.0')],
  ...row,
});

const order = (row: Draft): CommitmentRow => subcontract({ kind: 'purchase-order', ...row });

/** Commitments of the US contractor that must not be posted; US_PLANTED says why. */
export const US_REFUSED: readonly CommitmentRow[] = [
  subcontract({
    id: '786901',
    number: 'SC-901',
    title: 'Elevator, in negotiation',
    status: 'Draft',
    vendorId: '161091',
  }),
  subcontract({ id: '786902', number: 'SC-902', title: 'Cancelled before signing', status: 'Void' }),
  order({ id: '512903', number: 'PO-903', title: 'Not yet approved', status: 'Submitted' }),
  subcontract({ id: '786904', number: 'SC-904', title: 'Racking', projectId: LAKEVIEW }),
  order({ id: '512905', number: 'PO-905', title: 'Dock levelers', projectId: LAKEVIEW }),
  subcontract({ id: '786906', number: 'SC-906', title: 'Pile repair', projectId: HARBOR }),
  order({ id: '512907', number: 'PO-907', title: 'Timber piles', projectId: HARBOR }),
  subcontract({ id: '786908', number: 'SC-908', title: 'Model home', projectId: VISTA }),
  subcontract({ id: '786909', number: 'SC-909', title: 'Steel frame', vendorId: '161080' }),
  subcontract({ id: '786910', number: 'SC-910', title: 'Owner as vendor', vendorId: '161081' }),
  subcontract({ id: '786911', number: 'SC-911', title: 'Sprinklers', vendorId: '161084' }),
  subcontract({ id: '786912', number: 'SC-912', title: 'Curtain wall', vendorId: '161085' }),
  order({ id: '512913', number: 'PO-913', title: 'Stone', vendorId: '161086' }),
  subcontract({ id: '786914', number: 'SC-914', title: 'Timber', vendorId: '161087' }),
  order({
    id: '512915',
    number: 'PO-915',
    title: 'Blinds',
    lines: [lump('12-490', 'Roller shades', '4100.0')],
  }),
  order({
    id: '512916',
    number: 'PO-916',
    title: 'Room signs',
    lines: [lump('10-140', 'Room signs', '2600.0')],
  }),
  subcontract({
    id: '786917',
    number: 'SC-917',
    title: 'Millwork',
    lines: [lump('06-400', 'Reception desk', '18000.0')],
  }),
  order({ id: '512918', number: 'PO-1001', title: 'A number that accounting has used' }),
  subcontract({ id: '786919', number: 'SC-26101-001', title: 'A number of twelve characters' }),
  subcontract({
    id: '786920',
    number: 'SC-920',
    title: 'One line uncoded',
    lines: [lump('09-250', 'Board', '1000.0'), lump(undefined, 'To be coded', '250.0')],
  }),
  subcontract({
    id: '786921',
    number: 'SC-921',
    title: 'Annex slab',
    lines: [lump('03-100', 'Forms', '500.0'), lump('SJ1.03-300', 'Annex slab', '7000.0')],
  }),
  subcontract({
    id: '786922',
    number: 'SC-922',
    title: 'Second phase',
    lines: [lump('09-250.PH2', 'Board, phase 2', '6000.0')],
  }),
  subcontract({
    id: '786923',
    number: 'SC-923',
    title: "Owner's allowance",
    lines: [lump('99-100', 'Allowance', '3000.0')],
  }),
  subcontract({
    id: '786924',
    number: 'SC-924',
    title: 'Credits only',
    projectId: ALDER,
    lines: [lump('09-250', 'Board', '100.0'), lump('09-900', 'Paint returned', '-100.01')],
  }),
  subcontract({
    id: '786925',
    number: 'SC-925',
    title: 'Frame agreement',
    lines: [lump('09-250', 'Board', '0.0'), lump('09-900', 'Paint', '0.0')],
  }),
  order({ id: '512926', number: 'PO-926', title: 'Bought in Vancouver', currency: 'CAD' }),
  order({ id: '512927', number: 'PO-927', title: 'Last day of the closed year', date: '2025-12-31' }),
  subcontract({ id: '786928', number: 'SC-928', title: 'No schedule of values yet', lines: [] }),
  order({ id: '512929', number: 'PO-929', title: 'No company chosen', vendorId: undefined }),
  order({ id: '512930', number: 'PO-930', title: 'Posted by another system', originId: 'vista-ap:88123' }),
];
