import { bulkCommitments } from '../bulk.ts';
import { bulkInvoices } from '../bulk-invoices.ts';
import { ECOLE, TORONTO } from './projects.ts';
import { ARMATURE, BETON, COTE, DOEUVRE, ERABLE, EXCAVATION, GAGNE, VITRERIE } from './vendors.ts';

/** The ordinary commitments of the Canadian contractor. */
export const CA_BULK = bulkCommitments({
  seed: 51,
  count: 10,
  lines: 18,
  firstSubcontractId: '562949953491001',
  firstOrderId: '562949953481001',
  firstNumber: 601,
  prefixes: ['ST-', 'BC-'],
  projectIds: [ECOLE, TORONTO],
  vendorIds: [ARMATURE, BETON, COTE, DOEUVRE, ERABLE, EXCAVATION, GAGNE, VITRERIE],
  codes: [
    ...['01-500', '01-740', '02-410', '02-820', '03-100', '03-300', '03-350', '04-220', '05-120', '05-500'],
    ...['06-100', '06-410', '07-100', '07-920', '08-110', '08-410', '09-250', '09-300', '09-510', '09-900'],
    ...['21-130', '22-110', '23-310', '23-740', '26-240', '26-510', '31-230', '32-120', '33-100', '33-400'],
  ],
  works: [
    ...['Fourniture & pose', 'Main-d’œuvre seulement', 'Matériaux « selon devis »', 'Démolition'],
    ...['Réparations', 'Mobilisation', 'Dessins d’atelier', 'Nettoyage – phase 1'],
  ],
  places: ['niveau 1', 'niveau 2', 'axes A–D', 'aile nord', 'aile sud', 'toit', 'chantier'],
  uoms: ['m2', 'm', 'm3', 'un', 'h'],
});

export const CA_BULK_INVOICES = bulkInvoices({
  ...{ seed: 52, firstId: '562949953505001', commitments: CA_BULK, tax: 14_975n },
});
