import { type CommitmentRow, lump } from '../expand-commitment.ts';
import { ECOLE, GATINEAU, LEVIS } from './projects.ts';
import { ASCENSEURS, COEUR, GAGNE, TREMBLAY } from './vendors.ts';

type Draft = Partial<CommitmentRow> & Pick<CommitmentRow, 'id' | 'number' | 'title'>;

/** An approved subcontract with nothing wrong, but for what the row says. */
const subcontract = (row: Draft): CommitmentRow => ({
  kind: 'subcontract',
  projectId: ECOLE,
  vendorId: GAGNE,
  date: '2026-02-10',
  lines: [lump('26-050', row.title, '1000.0')],
  ...row,
});

/** Commitments of the Canadian contractor that must not be posted; CA_PLANTED says why. */
export const CA_REFUSED: readonly CommitmentRow[] = [
  subcontract({ id: '562949953499001', number: 'ST-91', title: 'Brouillon', status: 'Draft' }),
  subcontract({ id: '562949953499002', number: 'ST-92', title: 'Résilié', status: 'Terminated' }),
  subcontract({ id: '562949953499003', number: 'ST-93', title: 'Entrepôt', projectId: LEVIS }),
  subcontract({ id: '562949953499004', number: 'ST-94', title: 'Clinique', projectId: GATINEAU }),
  subcontract({ id: '562949953499005', number: 'ST-95', title: 'Employé', vendorId: TREMBLAY }),
  subcontract({ id: '562949953499006', number: 'ST-96', title: 'Ascenseur', vendorId: ASCENSEURS }),
  subcontract({ id: '562949953499007', number: 'ST-97', title: 'Ébénisterie', vendorId: COEUR }),
  subcontract({ id: '562949953499008', number: 'ST-98', title: 'Acheté aux États-Unis', currency: 'USD' }),
  subcontract({ id: '562949953499009', number: 'ST-2026-02-99', title: 'Numéro trop long' }),
  subcontract({
    id: '562949953499010',
    number: 'ST-99',
    title: 'Crédits',
    lines: [lump('26-050', 'Crédit', '-500.0')],
  }),
];
