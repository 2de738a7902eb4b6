import { toQuickBooks } from '../../lib/flow.ts';
import { foundObject, LIST_FIELDS, reread, sameName, settledObject } from '../../lib/flows/objects.ts';
import { nameRefusal } from '../../lib/flows/rules.ts';
import type { Company } from '../../lib/procore/shapes.ts';
import { textAt } from '../../lib/qbxml/message.ts';
import { reason } from '../../lib/reasons.ts';

/** Active companies become vendors, by name alone. */
export const firstFlow = toQuickBooks<Company>({
  name: 'first-flow',
  on: ['Company Vendors'],
  needs: [],
  title: (company) => company.name,
  fetch: (procore, { id }) => procore.company(id),
  list: async (procore) => (await procore.companies()).value.map(({ id }) => ({ flow: 'first-flow', id })),
  refuse: (company) =>
    (company.active ? undefined : reason('inactive')) ?? nameRefusal(company.name, 41, 'name'),
  links: () => [],
  claims: ({ name }) => [{ kind: 'entity', value: name.toLowerCase(), shown: name, lost: 'name-taken' }],
  lookup: ({ name }, { mapping }) => {
    const by = mapping ? { ListID: [mapping.id] } : { FullName: [name] };
    return [{ message: 'VendorQueryRq', fields: { ...by, IncludeRetElement: LIST_FIELDS } }];
  },
  match: ({ name }, context, answers) => {
    if (context.mapping) return reread(answers, context);
    const rets = answers.flatMap((answer) => answer.rets);
    const same = rets.find((ret) => sameName(textAt(ret, 'Name'), name));
    return same ? foundObject(same, context) : { is: 'absent' };
  },
  request: ({ name }, { guid }, seen) => {
    if (seen.is === 'found') return undefined;
    const VendorAdd = { Name: name, ExternalGUID: guid };
    return { message: 'VendorAddRq', fields: { VendorAdd, IncludeRetElement: LIST_FIELDS } };
  },
  settle: ({ name }, context, answer) => settledObject(answer, context, 'Vendor', name),
});
