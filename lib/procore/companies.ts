import type { Fields } from './fields.ts';
import type { ListRequest } from './paging.ts';
import { currencyOf, originOf, type TextForm } from './record-parts.ts';
import type { Company } from './shapes.ts';

export const companiesRequest = (companyId: string): ListRequest => ({
  path: 'rest/v1.0/vendors',
  query: { company_id: companyId, view: 'extended' },
  about: { what: 'companies', tool: 'Directory' },
  size: 500,
});

export const toCompany = (fields: Fields, text: TextForm): Company => ({
  id: fields.id('id'),
  name: text.name(fields.requiredText('name')),
  active: fields.flag('is_active') ?? true,
  address: text.prose(fields.text('address')),
  city: text.prose(fields.text('city')),
  state: text.prose(fields.text('state_code')),
  zip: text.prose(fields.text('zip')),
  country: text.prose(fields.text('country_code')),
  phone: text.prose(fields.text('business_phone')),
  fax: text.prose(fields.text('fax_number')),
  email: text.prose(fields.text('email_address')),
  contact: text.prose(contactOf(fields.child('primary_contact'))),
  currency: currencyOf(fields),
  origin: originOf(fields),
});

const contactOf = (contact: Fields | undefined): string =>
  contact === undefined ? '' : `${contact.text('first_name')} ${contact.text('last_name')}`.trim();
