import type { Fields } from './fields.ts';
import type { ListRequest } from './paging.ts';
import { currencyOf, originOf, type TextForm } from './record-parts.ts';
import type { Project } from './shapes.ts';

/** Without the status filter Procore lists active projects only. */
export const projectsRequest = (companyId: string): ListRequest => ({
  path: 'rest/v1.1/projects',
  query: { company_id: companyId, view: 'normal', 'filters[by_status]': 'All' },
  about: { what: 'projects', tool: 'Portfolio' },
  size: 300,
});

export const toProjectEntry = (fields: Fields, text: TextForm): Pick<Project, 'id' | 'name' | 'active'> => ({
  id: fields.id('id'),
  name: text.name(fields.requiredText('name')),
  active: fields.flag('active') ?? true,
});

export const toProject = (fields: Fields, text: TextForm): Project => ({
  ...toProjectEntry(fields, text),
  displayName: text.prose(fields.text('display_name')),
  number: text.name(fields.text('project_number')),
  isErpIntegrated: fields.flag('is_erp_integrated') ?? false,
  createdAt: fields.instant('created_at'),
  address: text.prose(fields.text('address')),
  city: text.prose(fields.text('city')),
  state: text.prose(fields.text('state_code')),
  zip: text.prose(fields.text('zip')),
  country: text.prose(fields.text('country_code')),
  // start_date and completion_date replace the estimated ones, which older projects still carry alone.
  startDate: fields.date('start_date') ?? fields.date('estimated_start_date'),
  completionDate: fields.date('completion_date') ?? fields.date('estimated_completion_date'),
  timeZone: [fields.text('tz_name'), fields.text('time_zone')].find(isTimeZone),
  currency: currencyOf(fields),
  origin: originOf(fields),
});

/** time_zone may hold a name of Procore's own, as `Pacific Time (US & Canada)`. */
const isTimeZone = (name: string): boolean => {
  if (name === '') return false;
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }) !== undefined;
  } catch {
    return false;
  }
};
