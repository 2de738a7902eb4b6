import type { VendorRow } from '../expand-vendor.ts';

const QC = { state: 'QC', country: 'CA' };

export const BETON = '562949953421301';
export const GAGNE = '562949953421302';
export const COTE = '562949953421303';
export const DOEUVRE = '562949953421304';
export const ARMATURE = '562949953421305';
export const VITRERIE = '562949953421306';
export const ERABLE = '562949953421307';
export const NORDIQUE = '562949953421309';
export const TREMBLAY = '562949953421310';
export const ASCENSEURS = '562949953421311';
export const TOITURES = '562949953421312';
export const COEUR = '562949953421313';
export const EXCAVATION = '72057594037927941';

/** The company vendors of the Canadian contractor; ids of 15 digits, one of 17. */
export const CA_VENDORS: readonly VendorRow[] = [
  {
    id: BETON,
    name: 'Béton Provincial Ltée',
    address: '1825, avenue Laurier',
    city: 'Matane',
    zip: 'G4W 2M5',
    ...QC,
  },
  {
    id: GAGNE,
    name: 'Électricité Gagné & Fils inc.',
    address: '300, boul. Curé-Labelle, bureau 12',
    city: 'Sainte-Thérèse',
    zip: 'J7E 2X9',
    phone: '450-555-0111',
    fax: '450-555-0112',
    email: 'comptes@gagne.example',
    contact: ['Zoë', 'Gagné'],
    ...QC,
  },
  { id: COTE, name: 'Plomberie Côté', city: 'Mirabel', zip: 'J7J 1A1', ...QC },
  {
    id: DOEUVRE,
    name: 'Maçonnerie Dœuvre',
    address: '8 rue du Chœur',
    city: 'Trois-Rivières',
    zip: 'G8Z 1T1',
    contact: ['Anaïs', 'Dœuvre'],
    ...QC,
  },
  { id: ARMATURE, name: 'Acier d’Armature Québec', city: 'L’Assomption', zip: 'J5W 1A1', ...QC },
  { id: VITRERIE, name: 'Vitrerie St-Jérôme', phone: '450-555-0150', ...QC },
  { id: ERABLE, name: 'Peinture L’Érable', city: 'Plessisville', email: 'info@lerable.example', ...QC },
  { id: '562949953421308', name: 'Structures Beauce', city: 'Saint-Georges', ...QC },
  { id: NORDIQUE, name: 'Isolation Nordique – Division “Froid”', city: 'Val-d’Or', zip: 'J9P 1S1', ...QC },
  { id: TREMBLAY, name: 'Marc Tremblay', city: 'Laval', ...QC },
  { id: ASCENSEURS, name: 'Ascenseurs Tremblay', city: 'Montréal', ...QC },
  {
    id: TOITURES,
    name: 'Les Entreprises de Toitures Élévation Inc',
    address:
      'Édifice du Centre industriel de la Rive-Nord, quatrième étage, porte arrière du quai de livraison, 12345 chemin du Grand-Bernier Nord, secteur ouest',
    city: 'Saint-Jean-sur-Richelieu',
    zip: 'J2W 1A1',
    ...QC,
  },
  { id: COEUR, name: 'Menuiserie Cœur de Chêne et Associés, Ltd', city: 'Québec', ...QC },
  {
    id: EXCAVATION,
    name: 'Gagnon Excavation',
    address: '77 Rang Saint-Étienne',
    city: 'Mont-Tremblant',
    zip: 'J8E 1T1',
    ...QC,
  },
  {
    id: '562949953421315',
    name: 'Ontario Crane Rental Co.',
    city: 'Mississauga',
    state: 'ON',
    country: 'CA',
  },
];
