import { type CommitmentRow, lump, priced } from '../expand-commitment.ts';
import { ALDER, PENA } from './projects.ts';

const sub = { kind: 'subcontract', created: '2026-01-30T21:10:04Z' } as const;
const po = { kind: 'purchase-order', created: '2026-01-30T21:10:04Z' } as const;

/** A scope of works far beyond the 4,095 characters of a description in QuickBooks. */
export const LONG_SCOPE = `Roofing, complete:\n${'Tear off, dispose, insulate, cover and seal each bay. '.repeat(90)}`;

/** Commitments of the gym and of the fit-out that are posted, each with something awkward about it. */
export const ELSEWHERE_POSTED: readonly CommitmentRow[] = [
  {
    ...sub,
    id: '786010',
    projectId: ALDER,
    vendorId: '161076',
    number: 'SC-201',
    title: 'Gym roof',
    date: '2026-02-16',
    lines: [lump('07-500', LONG_SCOPE, '143210.0')],
  },
  {
    ...sub,
    id: '786011',
    projectId: ALDER,
    vendorId: '161077',
    number: 'SC-202',
    title: 'HVAC',
    date: '2026-02-17',
    lines: [
      lump('23-740', 'Rooftop units RTU-1 & RTU-2', '96400.0'),
      lump('23-310', 'Duct, 50 % reused', '31000.0'),
      lump('23-050', 'Credit: balancing by owner', '-1250.75'),
    ],
  },
  {
    ...po,
    id: '512010',
    projectId: ALDER,
    vendorId: '161078',
    number: '201',
    title: 'Casework',
    date: '2026-02-18',
    lines: [lump('06-410', 'Cabinets, classrooms 1–4', '15480.4'), lump('06-200', 'Trim', '2200.0')],
  },
  {
    ...po,
    id: '512011',
    projectId: ALDER,
    vendorId: '161079',
    number: 'PO-202',
    title: 'Fence & gates',
    date: '2026-02-20',
    lines: [
      priced('32-310', 'Chain link, 6 ft', '412.75', 'lf', '38.4', '15849.6'),
      priced('32-310', 'Double gate', '1.0', 'ea', '1890.0', '1890.0'),
    ],
  },
  {
    ...sub,
    id: '36028797018963971',
    projectId: ALDER,
    vendorId: '36028797018963985',
    number: 'SC-203',
    title: 'Site work',
    date: '2026-02-23',
    lines: [
      priced('31-220', 'Grading', '1500.0', 'sy', '4.12345', '6185.18'),
      lump('31-250', 'Silt fence', '2310.0'),
      lump('33-400', 'Salvaged pipe', '-310.1'),
    ],
  },
  {
    ...po,
    id: '512012',
    projectId: ALDER,
    vendorId: '161092',
    number: 'PO-203',
    title: 'Фасад, paint',
    date: '2026-02-24',
    lines: [lump('09-900', 'Краска, 2 coats', '7300.0')],
  },
  {
    ...sub,
    id: '786012',
    projectId: ALDER,
    vendorId: '161072',
    number: 'SC-204',
    title: 'Gym partitions',
    created: '2026-03-01T07:59:59Z',
    lines: [lump('09-250', 'Partitions', '19999.01'), lump('26-050-33', 'Boxes in partitions', '1000.0')],
  },
  {
    ...po,
    id: '512020',
    projectId: PENA,
    vendorId: '161093',
    number: 'PO-26106-1',
    title: 'Flooring, floors 2 and 3',
    created: '2026-03-02T06:59:00Z',
    lines: [
      priced('09-650', 'LVT “Oak”', '4210.25', 'sf', '3.99', '16798.9'),
      priced('09-680', 'Carpet tile', '18000.333', 'sf', '2.1', '37800.7'),
    ],
  },
  {
    ...sub,
    id: '786020',
    projectId: PENA,
    vendorId: '161094',
    number: 'SC-301',
    title: 'Insulation',
    date: '2026-03-04',
    lines: [
      lump('07-210', 'Batts', '12000.0'),
      lump('01-100', 'Supervision share', '400.0'),
      lump('01-520', 'Trailer share', '150.0'),
    ],
  },
  {
    ...sub,
    id: '786021',
    projectId: PENA,
    vendorId: '161096',
    number: 'SC-302',
    title: 'Specialties',
    date: '2026-03-05',
    lines: [
      lump('10-280', 'Grab bars', '3100.0'),
      lump('10-440', 'Extinguishers & cabinets', '1845.5'),
      lump('26-050-19', 'Low-voltage for signs', '5.01'),
    ],
  },
];
