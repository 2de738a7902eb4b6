import type { Mapping } from '../context.ts';
import { toProcore } from '../import-flow.ts';
import type { Place } from '../procore/entries.ts';
import { textAt } from '../qbxml/message.ts';
import type { Settings } from '../settings.ts';
import { idIn, sameName } from './objects.ts';
import { addressIn, placeOf, textOf } from './places.ts';
import { planByName } from './procore-names.ts';

/** An active job, or customer, of QuickBooks. */
export interface Job {
  readonly listId: string;
  readonly name: string;
  readonly fullName: string;
  /** Full name of what it stands under; '' at the top. */
  readonly parent: string;
  readonly place: Place;
}

const parentIn = (fullName: string): string => fullName.slice(0, Math.max(0, fullName.lastIndexOf(':')));

const customerOf = (id: string, name: string): Mapping => ({ type: 'Customer', id, name, created: false });

/** Where the settings name another customer for a project, a job of its name is not its job. */
const isItsCustomer = (parent: string, projectId: string, { customers }: Settings): boolean => {
  const chosen = customers.byProject[projectId];
  return chosen === undefined || sameName(chosen, parent);
};

/** Active jobs become projects: linked by their name, or created once somebody has approved that. */
export const jobs = toProcore<Job>({
  name: 'jobs',
  schedule: 'jobs',
  feeds: ['Customer'],
  elements: ['Name', 'FullName', 'IsActive', 'ParentRef', 'CompanyName', 'BillAddress', 'ShipAddress'],
  title: ({ fullName }) => fullName,
  read: (_feed, ret, settings) => {
    const [id, name] = [idIn(ret), textOf(ret, 'Name')];
    const isJob = textAt(ret, 'ParentRef', 'ListID') !== undefined;
    const isWanted = isJob === (settings.projectsAs === 'job') && textAt(ret, 'IsActive') !== 'false';
    if (!id || name === '' || !isWanted) return [];
    const fullName = textOf(ret, 'FullName') || name;
    // Jobs often have no address of their own but the customer's, to whom the invoices go.
    const address = addressIn(ret, 'ShipAddress', 'BillAddress');
    const place = placeOf(address, [name, fullName, textOf(ret, 'CompanyName')], settings);
    return [{ id, content: { listId: id, name, fullName, parent: parentIn(fullName), place } }];
  },
  refs: ({ listId }) => [{ type: 'Customer', id: listId }],
  plan: (id, { name, fullName, parent, place }, context) =>
    planByName(
      {
        ...{ object: customerOf(id, fullName), name, kind: 'project', kinds: 'projects' },
        fits: (project) => isItsCustomer(parent, project.id, context.settings),
        entry: { of: 'project', originId: id, name, ...place },
      },
      'jobs',
      context,
    ),
  removes: false,
  exported: {
    flow: 'projects',
    list: 'projects',
    object: (id, { fullName }) => customerOf(id, fullName),
  },
});
