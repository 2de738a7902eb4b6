import { type CommitmentRow, lump } from '../expand-commitment.ts';
import { ALDER, NORTHGATE } from './projects.ts';

const sub = { kind: 'subcontract', created: '2026-01-30T21:10:04Z' } as const;
const po = { kind: 'purchase-order', created: '2026-01-30T21:10:04Z' } as const;

/** Pairs of which only the first to arrive may have the name or the number. */
export const US_RIVALS: readonly CommitmentRow[] = [
  {
    ...sub,
    id: '786031',
    projectId: NORTHGATE,
    vendorId: '161082',
    number: 'SC-401',
    title: 'Electrical, core',
    date: '2026-02-03',
    lines: [lump('26-240', 'Switchboards', '45000.0')],
  },
  {
    ...sub,
    id: '786032',
    projectId: NORTHGATE,
    vendorId: '161083',
    number: 'SC-402',
    title: 'Electrical, lighting',
    date: '2026-02-04',
    lines: [lump('26-510', 'Lighting', '38000.0')],
  },
  {
    ...sub,
    id: '786033',
    projectId: NORTHGATE,
    vendorId: '161072',
    number: 'SC-777',
    title: 'Ceilings',
    date: '2026-02-05',
    lines: [lump('09-510', 'Ceilings', '22000.0')],
  },
  {
    ...po,
    id: '512033',
    projectId: ALDER,
    vendorId: '161092',
    number: 'SC-777',
    title: 'Paint',
    date: '2026-02-06',
    lines: [lump('09-900', 'Paint', '900.0')],
  },
];
