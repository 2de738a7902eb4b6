import type { Mapping } from '../context.ts';
import { toProcore } from '../import-flow.ts';
import type { Place } from '../procore/entries.ts';
import { textAt } from '../qbxml/message.ts';
import { idIn } from './objects.ts';
import { addressIn, placeOf, textOf } from './places.ts';
import { planByName } from './procore-names.ts';

/** An active vendor of QuickBooks; '' where QuickBooks says nothing. */
export interface Vendor {
  readonly listId: string;
  readonly name: string;
  readonly phone: string;
  readonly fax: string;
  readonly email: string;
  readonly place: Place;
}

const vendorOf = (id: string, name: string): Mapping => ({ type: 'Vendor', id, name, created: false });

/** Active vendors become companies: linked by their name, or created once somebody has approved that. */
export const vendors = toProcore<Vendor>({
  name: 'vendors',
  schedule: 'vendors',
  feeds: ['Vendor'],
  // No tax id, no account number.
  elements: ['Name', 'IsActive', 'CompanyName', 'VendorAddress', 'Phone', 'Fax', 'Email'],
  title: ({ name }) => name,
  read: (_feed, ret, settings) => {
    const [listId, name] = [idIn(ret), textOf(ret, 'Name')];
    if (!listId || name === '' || textAt(ret, 'IsActive') === 'false') return [];
    const place = placeOf(addressIn(ret, 'VendorAddress'), [name, textOf(ret, 'CompanyName')], settings);
    const [phone, fax, email] = [textOf(ret, 'Phone'), textOf(ret, 'Fax'), textOf(ret, 'Email')];
    return [{ id: listId, content: { listId, name, phone, fax, email, place } }];
  },
  refs: ({ listId }) => [{ type: 'Vendor', id: listId }],
  plan: (id, { name, phone, fax, email, place }, context) =>
    planByName(
      {
        ...{ object: vendorOf(id, name), name, kind: 'company', kinds: 'companies' },
        fits: () => true,
        entry: {
          ...{ of: 'company', originId: id, originCode: name, name },
          ...(phone !== '' && { phone }),
          ...(fax !== '' && { fax }),
          ...(email !== '' && { email }),
          ...place,
        },
      },
      'vendors',
      context,
    ),
  removes: false,
  exported: { flow: 'companies', list: 'companies', object: (id, { name }) => vendorOf(id, name) },
});
