import { type Context, toQuickBooks } from '../flow.ts';
import type { Project } from '../procore/shapes.ts';
import { type Element, type Fields, type QbRequest, textAt } from '../qbxml/message.ts';
import { cut, representable } from '../qbxml/text.ts';
import { type Reason, reason } from '../reasons.ts';
import type { Settings } from '../settings.ts';
import { addressOf, filled, leftOutWords } from './address.ts';
import { dayIn } from './days.ts';
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
const MAX_DESC = 99;

const nameOf = (project: Project, { override }: Context): string => override.name ?? project.name;

/** Full name of the customer that the job stands under; undefined when nobody chose one. */
const customerOf = ({ id }: Project, { settings, override }: Context): string | undefined =>
  override.customer ?? settings.customers.byProject[id] ?? settings.customers.default;

const asJob = ({ settings }: Context): boolean => settings.projectsAs === 'job';

const fullName = (project: Project, context: Context): string =>
  asJob(context) ? `${customerOf(project, context)}:${nameOf(project, context)}` : nameOf(project, context);

export const isSelected = (
  project: Pick<Project, 'id' | 'active' | 'isErpIntegrated'>,
  settings: Settings,
): boolean => {
  if (!project.active) return false;
  if (settings.projects === 'all') return true;
  return settings.projects === 'erp' ? project.isErpIntegrated : settings.projects.includes(project.id);
};

const startRefusal = (project: Project, { settings, adopted }: Context): Reason | undefined => {
  if (adopted) return undefined;
  const created = dayIn(project.createdAt, project.timeZone);
  return created < settings.startDate
    ? reason('before-start', { created, start: settings.startDate })
    : undefined;
};

const customerRefusal = (project: Project, context: Context): Reason | undefined =>
  asJob(context) && !customerOf(project, context) ? reason('choose-customer') : undefined;

/** The display name is transliterated already; a number that QuickBooks cannot store stays out. */
const description = ({ number, displayName }: Project): string =>
  [representable(number) ? number : '', displayName].filter((part) => part !== '').join(' ');

/** What follows Procore once the job is ours. Procore's own connector takes no commas in the address. */
const details = (project: Project) => {
  const { fields, leftOut } = addressOf({ ...project, address: project.address.replace(/\s*,\s*/g, ' ') });
  return {
    address: fields,
    dates: { JobStartDate: project.startDate, JobProjectedEndDate: project.completionDate },
    JobDesc: cut(description(project), MAX_DESC),
    leftOut,
  };
};

const add = (project: Project, context: Context): QbRequest => {
  const { address, dates, JobDesc } = details(project);
  const CustomerAdd: Fields = {
    Name: nameOf(project, context),
    ParentRef: asJob(context) ? { FullName: customerOf(project, context) } : undefined,
    ShipAddress: filled(address),
    JobStatus: 'InProgress',
    ...dates,
    JobDesc: JobDesc === '' ? undefined : JobDesc,
    ExternalGUID: context.guid,
  };
  return { message: 'CustomerAddRq', fields: { CustomerAdd, IncludeRetElement: LIST_FIELDS } };
};

const mod = (project: Project, context: Context, id: string, editSequence: string): QbRequest => {
  const { address, dates, JobDesc } = details(project);
  const CustomerMod: Fields = {
    ListID: id,
    EditSequence: editSequence,
    Name: nameOf(project, context),
    ShipAddress: address,
    ...dates,
    JobDesc,
  };
  return { message: 'CustomerModRq', fields: { CustomerMod, IncludeRetElement: LIST_FIELDS } };
};

const find = (rets: readonly Element[], name: string): Element | undefined =>
  rets.find((ret) => sameName(textAt(ret, 'FullName') ?? textAt(ret, 'Name'), name));

/** Selected projects become jobs under their customer, or customers of their own. */
export const projects = toQuickBooks<Project>({
  name: 'projects',
  on: ['Projects'],
  needs: [],
  gates: true,
  listed: 'Customer',
  title: (project) => project.name,
  overrides: ['name', 'customer'],
  fetch: (procore, { id }) => procore.project(id),
  list: async (_procore, _settings, selected) => selected.map((id) => ({ flow: 'projects', id })),
  ofCompany: true,
  changed: { list: 'projects', takes: (id, _, selected) => selected.includes(id) },
  refuse: (project, context) =>
    (isSelected(project, context.settings) ? undefined : reason('project-not-selected')) ??
    startRefusal(project, context) ??
    originRefusal(project.origin, context) ??
    nameRefusal(nameOf(project, context), MAX_NAME, 'name') ??
    currencyRefusal(project.currency, context.settings) ??
    customerRefusal(project, context),
  links: () => [],
  claims: (project, context) => {
    const kind = asJob(context) ? 'job' : 'entity';
    const shown = fullName(project, context);
    return [{ kind, value: shown.toLowerCase(), shown, lost: 'name-taken' }];
  },
  lookup: (project, context) => {
    const query = (message: string, fields: Fields): QbRequest => ({
      message,
      fields: { ...fields, IncludeRetElement: LIST_FIELDS },
    });
    if (context.mapping) return [query('CustomerQueryRq', { ListID: [context.mapping.id] })];
    const byId = project.origin ? [query('CustomerQueryRq', { ListID: [project.origin.id] })] : [];
    if (!asJob(context)) return [...byId, query('EntityQueryRq', { FullName: [nameOf(project, context)] })];
    const FullName = [customerOf(project, context) ?? '', fullName(project, context)];
    return [...byId, query('CustomerQueryRq', { FullName })];
  },
  match: (project, context, answers) => {
    if (context.mapping) return reread(answers, context);
    const rets = answers.flatMap((answer) => answer.rets);
    if (project.origin) return byOrigin(project.origin, rets, context);
    const name = fullName(project, context);
    const customer = asJob(context) ? customerOf(project, context) : undefined;
    const parent = customer === undefined ? undefined : find(rets, customer);
    if (customer !== undefined && (!parent || textAt(parent, 'IsActive') === 'false'))
      return { is: 'refused', reason: reason('customer-not-found', { customer }) };
    const same = find(rets, name);
    if (!same) return { is: 'absent' };
    return same.name === 'CustomerRet' ? foundObject(same, context) : inOtherList(same, name);
  },
  request: (project, context, seen) =>
    seen.is === 'found'
      ? mod(project, context, seen.mapping.id, seen.mapping.editSequence ?? '')
      : add(project, context),
  settle: (project, context, answer) => {
    const settled = settledObject(answer, context, 'Customer', fullName(project, context));
    const long = description(project).length > MAX_DESC ? ['JobDesc'] : [];
    return settled && { ...settled, leftOut: leftOutWords([...details(project).leftOut, ...long]) };
  },
  mark: {
    byDefault: true,
    with: ({ id }, mapping) => ({ of: 'project', id, ...originsOf(mapping) }),
  },
});
