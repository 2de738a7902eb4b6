import { type Context, toQuickBooks } from '../flow.ts';
import type { Company } from '../procore/shapes.ts';
import { type Fields, type QbRequest, textAt } from '../qbxml/message.ts';
import { reason } from '../reasons.ts';
import { addressOf, filled, fitting, leftOutWords } from './address.ts';
import {
  byOrigin,
  foundObject,
  inOtherList,
  LIST_FIELDS,
  originsOf,
  reread,
  sameName,
  settledObject,
} from './objects.ts';
import { currencyRefusal, nameRefusal, originRefusal } from './rules.ts';

const MAX_NAME = 41;

const nameOf = (company: Company, { override }: Context): string => override.name ?? company.name;

/** What follows Procore once the vendor is ours. `''` where Procore has nothing. */
const details = (company: Company) => {
  const { fields, leftOut } = fitting({
    CompanyName: [company.name, MAX_NAME],
    Phone: [company.phone, 21],
    Fax: [company.fax, 21],
    Email: [company.email, 1023],
    Contact: [company.contact, 41],
  });
  const address = addressOf(company);
  return { fields, address: address.fields, leftOut: [...leftOut, ...address.leftOut] };
};

const add = (company: Company, context: Context): QbRequest => {
  const { fields, address } = details(company);
  const VendorAdd: Fields = {
    Name: nameOf(company, context),
    ...filled(fields),
    VendorAddress: filled(address),
    ExternalGUID: context.guid,
  };
  return { message: 'VendorAddRq', fields: { VendorAdd, IncludeRetElement: LIST_FIELDS } };
};

const mod = (company: Company, context: Context, id: string, editSequence: string): QbRequest => {
  const { fields, address } = details(company);
  const VendorMod: Fields = {
    ListID: id,
    EditSequence: editSequence,
    Name: nameOf(company, context),
    ...fields,
    VendorAddress: address,
  };
  return { message: 'VendorModRq', fields: { VendorMod, IncludeRetElement: LIST_FIELDS } };
};

/** Active companies of the directory become vendors, by default when an approved order needs them. */
export const companies = toQuickBooks<Company>({
  name: 'companies',
  on: ['Company Vendors'],
  needs: [],
  listed: 'Vendor',
  title: (company) => company.name,
  overrides: ['name'],
  fetch: (procore, { id }) => procore.company(id),
  list: async (procore, settings) =>
    settings.companies === 'all'
      ? (await procore.companies()).value.map(({ id }) => ({ flow: 'companies', id }))
      : [],
  ofCompany: true,
  changed: { list: 'companies', takes: (_, settings) => settings.companies === 'all' },
  refuse: (company, context) =>
    (company.active ? undefined : reason('inactive')) ??
    (context.referenced || context.settings.companies === 'all' ? undefined : reason('not-referenced')) ??
    originRefusal(company.origin, context) ??
    nameRefusal(nameOf(company, context), MAX_NAME, 'name') ??
    currencyRefusal(company.currency, context.settings),
  links: () => [],
  claims: (company, context) => {
    const shown = nameOf(company, context);
    return [{ kind: 'entity', value: shown.toLowerCase(), shown, lost: 'name-taken' }];
  },
  lookup: (company, context) => {
    const id = context.mapping?.id ?? company.origin?.id;
    if (id) return [{ message: 'VendorQueryRq', fields: { ListID: [id], IncludeRetElement: LIST_FIELDS } }];
    const FullName = [nameOf(company, context)];
    return [{ message: 'EntityQueryRq', fields: { FullName, IncludeRetElement: LIST_FIELDS } }];
  },
  match: (company, context, answers) => {
    if (context.mapping) return reread(answers, context);
    const rets = answers.flatMap((answer) => answer.rets);
    if (company.origin) return byOrigin(company.origin, rets, context);
    const name = nameOf(company, context);
    const same = rets.find((ret) => sameName(textAt(ret, 'FullName') ?? textAt(ret, 'Name'), name));
    if (!same) return { is: 'absent' };
    return same.name === 'VendorRet' ? foundObject(same, context) : inOtherList(same, name);
  },
  request: (company, context, seen) =>
    seen.is === 'found'
      ? mod(company, context, seen.mapping.id, seen.mapping.editSequence ?? '')
      : add(company, context),
  settle: (company, context, answer) => {
    const settled = settledObject(answer, context, 'Vendor', nameOf(company, context));
    return settled && { ...settled, leftOut: leftOutWords(details(company).leftOut) };
  },
  mark: {
    byDefault: true,
    with: ({ id }, mapping) => ({ of: 'company', id, ...originsOf(mapping) }),
  },
});
