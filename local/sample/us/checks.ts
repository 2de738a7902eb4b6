import type { Check } from '../posting.ts';

const DRYWALL = 'Olympic Drywall LLC';

/** Checks of the US contractor, written by hand from the rules. */
export const US_CHECKS: readonly Check[] = [
  // Procore Pay began at half past ten in the evening in Seattle.
  {
    ...{ id: '91001', memo: 'Procore Pay pp-7001', number: '100231', vendor: DRYWALL, date: '2026-03-10' },
    ...{ total: '15900.00', bills: [['OD-1041', '15900.00']] },
  },
  {
    ...{ id: '91002', memo: 'Procore Pay pp-7002', number: '', vendor: DRYWALL, date: '2026-04-10' },
    ...{ total: '10000.00', bills: [['OD-1052', '10000.00']] },
  },
  {
    ...{ id: '91003', memo: 'Procore Pay pp-7003', number: '', vendor: DRYWALL, date: '2026-04-24' },
    ...{ total: '4212.50', bills: [['OD-1052', '4212.50']] },
  },
  {
    ...{ id: '91004', memo: 'Procore Pay pp-7004', number: '100260', vendor: DRYWALL, date: '2026-05-12' },
    ...{ total: '22797.10', bills: [['OD-1066', '22797.10']] },
  },
  {
    ...{ id: '91010', memo: 'Procore Pay pp-7010', number: '100240', date: '2026-03-26', total: '21755.00' },
    vendor: "O'Brien & Sons Plumbing <Est. 1974>",
    bills: [
      ['SC-103-1', '20610.00'],
      ['OB-RET-1', '1145.00'],
    ],
  },
  {
    ...{ id: '91031', memo: 'Procore Pay pp-7031', number: '', date: '2026-04-02', total: '1000.00' },
    ...{ vendor: 'Smith / Jones "Signs" JV', bills: [['SJ "Signs" 1', '1000.00']] },
  },
  {
    ...{ id: '36028797018964701', memo: 'Procore Pay pp-7050', number: '00123456789' },
    ...{ vendor: 'Evergreen Earthworks', date: '2026-04-15', total: '3476.33' },
    bills: [['EE-2210', '3476.33']],
  },
  // A check number of eleven characters; the other, of twelve, is refused.
  {
    ...{ id: '91060', memo: 'Procore Pay pp-7060', number: '100231-WIRE', vendor: 'Cascade Ready-Mix' },
    ...{ date: '2026-04-03', total: '25838.31', bills: [['CRM-88', '25838.31']] },
  },
];
