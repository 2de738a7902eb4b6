import { expandCodes } from '../expand-codes.ts';
import { id } from '../ids.ts';

export const CA_LIST = id('562949953421317');

const TABLE = `
01 Exigences générales
01-100 Gérance de projet
01-310 Réunions de chantier
01-500 Installations temporaires
01-740 Nettoyage
02 Travaux préparatoires
02-410 Démolition sélective
02-820 Désamiantage
03 Béton
03-100 Coffrages
03-200 Acier d’armature
03-300 Béton coulé en place
03-350 Finition du béton
04 Maçonnerie
04-220 Blocs de béton
04-400 Parement de pierre
05 Métaux
05-120 Charpente d’acier
05-310 Pontage métallique
05-500 Métaux ouvrés
06 Bois
06-100 Charpenterie
06-200 Menuiserie de finition
06-410 Ébénisterie – mobilier intégré
07 Enveloppe
07-100 Imperméabilisation
07-210 Isolation thermique
07-500 Couverture à membrane
07-920 Scellants
08 Ouvertures
08-110 Portes & cadres d’acier
08-410 Vitrine
08-800 Vitrage
09 Finitions
09-250 Cloisons sèches
09-300 Carrelage
09-510 Plafonds acoustiques
09-650 Revêtements de sol
09-900 Peinture « intérieure »
10 Ouvrages spéciaux
10-280 Accessoires de toilette
14 Ascenseurs
14-200 Ascenseurs électriques
21 Protection incendie
21-130 Gicleurs
22 Plomberie
22-110 Tuyauterie d’eau
22-400 Appareils sanitaires
23 CVCA
23-310 Conduits
23-740 Unités de toit
26 Électricité
26-050 Travaux généraux
26-240 Panneaux
26-510 Éclairage
31 Terrassement
31-220 Nivellement
31-230 Excavation & remblai
32 Aménagement
32-120 Pavage
32-900 Plantation
33 Services publics
33-100 Aqueduc
33-400 Égout pluvial
`;

/** The only list of the company: nobody needs to choose it. */
export const CA_LISTS = [
  {
    id: CA_LIST,
    name: 'Codes Laurentides',
    available_to_use_on_new_projects: true,
    is_erp_list: false,
  },
];

export const CA_CODES = expandCodes(CA_LIST, '562949953430001', TABLE);
