import type { BookCustomer, BookVendor, ItemCard } from '../books.ts';

const vendor = (given: Partial<BookVendor> & { name: string }): BookVendor => ({
  active: true,
  companyName: given.name,
  address: [],
  city: '',
  state: 'WA',
  zip: '',
  country: 'US',
  phone: '',
  fax: '',
  email: '',
  contact: '',
  ...given,
});

/** Vendors of the US contractor as QuickBooks must hold them, written by hand. */
export const US_VENDOR_CARDS: readonly BookVendor[] = [
  vendor({
    name: 'Olympic Drywall LLC',
    address: ['88 Industrial Pkwy Ste 4'],
    city: 'Kent',
    zip: '98032',
    phone: '206-555-0177',
    fax: '206-555-0170',
    email: 'ap@olympicdrywall.example',
    contact: 'Dana Reyes',
  }),
  vendor({ name: 'Cascade Ready-Mix', state: '', country: '' }),
  vendor({
    name: 'Lukasz Nowak Façades',
    address: ['17 Rue Déjà Vu'],
    city: 'Tacoma',
    zip: '98402',
    email: 'lukasz@nowak.example',
    contact: 'Lukasz Nowak',
  }),
  vendor({
    name: "O'Brien & Sons Plumbing <Est. 1974>",
    address: ['2200 1st Ave S'],
    city: 'Seattle',
    zip: '98134',
    phone: '206-555-0121',
  }),
  vendor({
    name: 'Peña Brothers Roofing',
    address: ['5 Ridge Ct'],
    city: 'Yakima',
    zip: '98901',
    contact: 'José Peña',
  }),
  vendor({ name: 'Pacific Northwest Mechanical Contractors.', city: 'Everett' }),
  vendor({
    name: 'Redwood Millwork & Casework',
    address: ['Building 14 North, Port of Tacoma', 'Industrial Yard, 3600 Port of Tacoma Road', 'Suite 210'],
    city: 'Fife',
    zip: '98424-1102',
  }),
  // It stood there before: what the bookkeeper wrote stays.
  vendor({
    name: 'ACME FENCING CO.',
    companyName: '',
    address: ['1 Old Street', 'Renton, WA'],
    state: '',
    country: '',
    phone: '425-555-0199',
  }),
  vendor({
    name: 'Evergreen Earthworks',
    address: ['9410 State Route 162 E'],
    city: 'Orting',
    zip: '98360',
    phone: '253-555-0166',
    email: 'office@evergreen-earthworks.example',
    contact: 'Sam Okafor',
  }),
  vendor({
    name: 'Sound Painting Co',
    address: ['77 Mercer St #3'],
    city: 'Seattle',
    zip: '98109',
    email: 'hello@soundpainting.example',
  }),
  // Its telephone number has 27 characters; QuickBooks takes 21, so it is left out.
  vendor({ name: 'Tri-State Flooring', city: 'Boise', state: 'ID', zip: '83702' }),
  vendor({ name: 'Zenith Insulation', phone: '360-555-0180', fax: '360-555-0181' }),
  vendor({ name: 'Kestrel Doors & Hardware', city: 'Lacey', zip: '98503' }),
  vendor({ name: 'Smith / Jones "Signs" JV', city: 'Bremerton' }),
];

const untouched = {
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
};

/** Jobs of the US contractor, written by hand. */
export const US_JOB_CARDS: readonly BookCustomer[] = [
  {
    fullName: 'Northgate Health Partners:Northgate Medical Office Building',
    active: true,
    address: ['1210 Northgate Way Suite 300'],
    city: 'Seattle',
    state: 'WA',
    zip: '98125',
    country: 'US',
    jobStatus: 'InProgress',
    jobText: '26-101 Northgate MOB - "Phase 1"',
    start: '2026-01-19',
    end: '2026-11-30',
  },
  // It stood there before and is never overwritten.
  { ...untouched, fullName: 'Alder School District No. 7:Alder Elementary Gym' },
  {
    fullName: 'Lodz Software Inc.:Peña Station - Tenant Fit-out',
    active: true,
    address: ['6201 Peña Blvd Building C Floors 2 and 3', 'Airport Gateway District'],
    city: 'Denver',
    state: 'CO',
    zip: '80249',
    country: 'US',
    jobStatus: 'InProgress',
    jobText:
      '26-106 Peña Station, floors 2 and 3: Lódz Software\'s offices, reception, "town hall", roof decks...',
    start: '2026-02-16',
    end: '2026-10-02',
  },
];

const item = (
  fullName: string,
  text: string,
  income = 'Construction Income',
  expense = 'Cost of Goods Sold',
): ItemCard => ({
  fullName,
  type: 'ItemService',
  active: true,
  salesText: text,
  purchaseText: text,
  income,
  expense,
  taxCode: 'Non',
});

/** Items of the US contractor, written by hand. */
export const US_ITEM_CARDS: readonly ItemCard[] = [
  item('03-300', 'Cast-in-Place Concrete'),
  { ...item('Concrete:03-310', 'Slab on grade (old text)'), taxCode: '' },
  { ...item('01-100', 'Supervision, as billed to owners'), taxCode: '' },
  item('01-500', 'Temporary Facilities & Controls', 'Construction Income', 'Job Overhead'),
  item('01-520', 'Construction Trailer', 'Construction Income', 'Job Overhead'),
  item('07-420', 'Façade Panels - "Rainscreen" System'),
  item('09-250', 'Gypsum Board'),
  item('22', 'Plumbing'),
  item('26-240', 'Switchboards', 'Construction Income', 'Cost of Goods Sold:Electrical'),
  item(
    '26-050-19',
    'Low-Voltage Conductors',
    'Construction Income:Low Voltage',
    'Cost of Goods Sold:Low Voltage',
  ),
  item('26-050-33', 'Raceways & Boxes', 'Construction Income:Low Voltage', 'Cost of Goods Sold:Low Voltage'),
  item('32-160', 'Curbs, Gutters & Sidewalks'),
  item('33-400', 'Storm Drainage'),
];
