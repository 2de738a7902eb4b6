import type { BookCustomer, BookVendor, ItemCard } from '../books.ts';

const vendor = (given: Partial<BookVendor> & { name: string }): BookVendor => ({
  active: true,
  companyName: given.name,
  address: [],
  city: '',
  state: 'QC',
  zip: '',
  country: 'CA',
  phone: '',
  fax: '',
  email: '',
  contact: '',
  ...given,
});

/** Vendors of the Canadian contractor as QuickBooks must hold them, written by hand. */
export const CA_VENDOR_CARDS: readonly BookVendor[] = [
  // It stood there before: what the bookkeeper wrote stays.
  vendor({
    name: 'Béton Provincial Ltée',
    companyName: '',
    address: ['C.P. 100', 'Matane QC'],
    state: '',
    country: '',
  }),
  vendor({
    name: 'Électricité Gagné & Fils inc.',
    address: ['300, boul. Curé-Labelle, bureau 12'],
    city: 'Sainte-Thérèse',
    zip: 'J7E 2X9',
    phone: '450-555-0111',
    fax: '450-555-0112',
    email: 'comptes@gagne.example',
    contact: 'Zoë Gagné',
  }),
  vendor({ name: 'Plomberie Côté', city: 'Mirabel', zip: 'J7J 1A1' }),
  vendor({
    name: 'Maçonnerie Doeuvre',
    address: ['8 rue du Choeur'],
    city: 'Trois-Rivières',
    zip: 'G8Z 1T1',
    contact: 'Anaïs Doeuvre',
  }),
  vendor({ name: "Acier d'Armature Québec", city: "L'Assomption", zip: 'J5W 1A1' }),
  vendor({ name: 'Vitrerie St-Jérôme', phone: '450-555-0150' }),
  vendor({ name: "Peinture L'Érable", city: 'Plessisville', email: 'info@lerable.example' }),
  vendor({ name: 'Isolation Nordique - Division "Froid"', city: "Val-d'Or", zip: 'J9P 1S1' }),
  // Its street needs four lines of 41; QuickBooks' three are left empty.
  vendor({
    name: 'Les Entreprises de Toitures Élévation Inc',
    city: 'Saint-Jean-sur-Richelieu',
    zip: 'J2W 1A1',
  }),
  vendor({
    name: 'Gagnon Excavation',
    address: ['77 Rang Saint-Étienne'],
    city: 'Mont-Tremblant',
    zip: 'J8E 1T1',
  }),
];

/** Customers that are the jobs of the Canadian contractor, written by hand. */
export const CA_JOB_CARDS: readonly BookCustomer[] = [
  {
    fullName: 'Agrandissement - École Ste-Thérèse',
    active: true,
    address: ["45 rue de l'Église bureau 200"],
    city: 'Sainte-Thérèse',
    state: 'QC',
    zip: 'J7E 3L1',
    country: 'CA',
    jobStatus: 'InProgress',
    jobText: 'P-2601 École Ste-Thérèse, phase « 2 »',
    start: '2026-01-12',
    end: '2026-12-18',
  },
  // It stood there before and is never overwritten.
  {
    fullName: 'TORONTO YARD EXPANSION',
    active: true,
    address: [],
    city: '',
    state: '',
    zip: '',
    country: '',
    jobStatus: '',
    jobText: '',
    start: '',
    end: '',
  },
];

const item = (fullName: string, text: string, expense = 'Coût des travaux'): ItemCard => ({
  fullName,
  type: 'ItemService',
  active: true,
  salesText: text,
  purchaseText: text,
  income: 'Revenus de construction',
  expense,
});

/** Items of the Canadian contractor, written by hand. */
export const CA_ITEM_CARDS: readonly ItemCard[] = [
  item('Béton:03-300', 'Béton, ancien texte'),
  item('01-100', 'Gérance de projet', 'Frais de chantier'),
  item('03-200', "Acier d'armature"),
  item('05-120', "Charpente d'acier"),
  item('06-410', 'Ébénisterie - mobilier intégré'),
  item('08-110', "Portes & cadres d'acier"),
  item('09-900', 'Peinture « intérieure »'),
  item('22-110', "Tuyauterie d'eau"),
  item('26-050', 'Travaux généraux'),
  item('31', 'Terrassement'),
  item('31-230', 'Excavation & remblai'),
  item('33-400', 'Égout pluvial'),
];
