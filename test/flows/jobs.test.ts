import { jobs } from '../../lib/flows/jobs.ts';
import type { ImportContext, Named } from '../../lib/import-flow.ts';
import { explain } from '../../lib/reasons.ts';
import type { Settings } from '../../lib/settings.ts';
import { codeOf, entryOf, importing, owned, partOf, partsOf } from './imports.ts';
import { us } from './settings.ts';

const ID = '80000021-1767263000';

const customer = (more = '', parent = 'Harbor Trust', name = 'Pier 9 Offices') =>
  `<CustomerRet><ListID>${ID}</ListID><EditSequence>1767263001</EditSequence><Name>${name}</Name>` +
  `<FullName>${parent ? `${parent}:` : ''}${name}</FullName><IsActive>true</IsActive>` +
  `${parent ? `<ParentRef><ListID>80000001-1</ListID><FullName>${parent}</FullName></ParentRef>` : ''}` +
  `<Sublevel>${parent ? 1 : 0}</Sublevel>${more}</CustomerRet>`;

const address = (name: string, inner: string) => `<${name}>${inner}</${name}>`;

const project = (id: string, name: string, more: Partial<Named> = {}): Named => ({
  ...{ id, name, active: true },
  ...more,
});

const planned = (
  ret: string,
  named: readonly Named[] = [],
  more: Partial<ImportContext> = {},
  settings: Settings = us,
) => {
  const { id, content } = partOf(jobs, 'Customer', ret, settings);
  return jobs.plan(id, content, importing([], { named, settings, ...more }));
};

const saidOf = (plan: ReturnType<typeof planned>): string =>
  plan.is === 'held' ? explain(plan.reason).says : plan.is;

describe('which customers are jobs', () => {
  test('those under a customer, at any depth, with the customer’s full name', () => {
    const { id, content } = partOf(jobs, 'Customer', customer('', 'City of Tacoma:Parks'));
    expect(id).toBe(ID);
    expect(content).toMatchObject({ name: 'Pier 9 Offices', parent: 'City of Tacoma:Parks' });
    expect(jobs.title(content)).toBe('City of Tacoma:Parks:Pier 9 Offices');
    expect(jobs.refs(content)).toEqual([{ type: 'Customer', id: ID }]);
  });

  test('no customer at the top; where customers are jobs, those alone', () => {
    const asCustomers: Settings = { ...us, projectsAs: 'customer', customers: { byProject: {} } };
    expect(partsOf(jobs, 'Customer', customer('', ''))).toEqual([]);
    expect(partsOf(jobs, 'Customer', customer(), asCustomers)).toEqual([]);
    expect(partsOf(jobs, 'Customer', customer('', ''), asCustomers)).toHaveLength(1);
  });

  test('none that is inactive', () => {
    const inactive = customer().replace('<IsActive>true', '<IsActive>false');
    expect(partsOf(jobs, 'Customer', inactive)).toEqual([]);
  });
});

describe('a job that Procore has by its name', () => {
  test.each(['Pier 9 Offices', 'PIER 9 offices', ' Pier 9 Offices '])('is linked: %s', (name) => {
    expect(planned(customer(), [project('9001', name), project('9002', 'Other')])).toEqual({
      ...{ is: 'link', key: { flow: 'projects', id: '9001' } },
      object: { type: 'Customer', id: ID, name: 'Harbor Trust:Pier 9 Offices', created: false },
    });
  });

  test('link-offered: the settings let a person decide', () => {
    const asking: Settings = { ...us, link: 'ask' };
    const named = [project('9001', 'Pier 9 Offices')];
    const plan = planned(customer(), named, {}, asking);
    expect(saidOf(plan)).toBe('Procore has the project "Pier 9 Offices" (9001) already.');
    expect(codeOf(planned(customer(), named, { approved: true }, asking))).toBe('link');
  });

  test('several-in-procore: of two a person links the right one', () => {
    const named = [project('9001', 'Pier 9 Offices'), project('9003', 'PIER 9 OFFICES')];
    const plan = planned(customer(), named, { approved: true });
    expect(codeOf(plan)).toBe('several-in-procore');
    expect(saidOf(plan)).toContain('several active projects of the name "Pier 9 Offices": 9001, 9003');
    expect(codeOf(planned(customer(), named, { taken: new Set(['9003']) }))).toBe('link');
  });

  test('is linked by itself to no project that is inactive, another’s, or of another customer', () => {
    const named = [project('9001', 'Pier 9 Offices')];
    expect(codeOf(planned(customer(), [project('9001', 'Pier 9 Offices', { active: false })]))).toBe(
      'near-in-procore',
    );
    expect(codeOf(planned(customer(), named, { taken: new Set(['9001']) }))).toBe('near-in-procore');
    const elsewhere: Settings = { ...us, customers: { byProject: { '9001': 'Northgate' } } };
    expect(codeOf(planned(customer(), named, {}, elsewhere))).toBe('near-in-procore');
    const here: Settings = { ...us, customers: { byProject: { '9001': 'HARBOR Trust' } } };
    expect(codeOf(planned(customer(), named, {}, here))).toBe('link');
  });
});

describe('a job that Procore does not have', () => {
  test('new-in-procore: somebody approves it first', () => {
    const plan = planned(customer(), [project('9001', 'Library')]);
    expect(codeOf(plan)).toBe('new-in-procore');
    expect(saidOf(plan)).toBe('Procore has no project of the name "Pier 9 Offices".');
  });

  test('near-in-procore: names that are near are shown, with what keeps them from being taken', () => {
    const named = [
      project('9001', 'Offices Pier 9'),
      project('9002', 'Pier 9 Ofices', { active: false }),
      project('9003', 'Library'),
    ];
    expect(saidOf(planned(customer(), named, { taken: new Set(['9001']) }))).toBe(
      'Procore has no project of the name "Pier 9 Offices" that is free, but project ' +
        '"Offices Pier 9" (9001), 100 % alike, linked already; "Pier 9 Ofices" (9002), 93 % alike, inactive.',
    );
  });

  test('is created once it is approved, or when the settings say so and nothing is near', () => {
    const auto: Settings = { ...us, approval: { jobs: 'auto' } };
    const near = [project('9001', 'Pier 9 Office')];
    expect(entryOf(planned(customer(), near, { approved: true }))).toEqual({
      ...{ of: 'project', originId: ID, name: 'Pier 9 Offices' },
    });
    expect(codeOf(planned(customer(), [], {}, auto))).toBe('write');
    expect(codeOf(planned(customer(), near, {}, auto))).toBe('near-in-procore');
  });

  test('takes the address to ship to, else that of the bill, without the lines that repeat its name', () => {
    const bill = address('BillAddress', '<Addr1>1 Bill Way</Addr1><City>Tacoma</City>');
    const ship = address(
      'ShipAddress',
      '<Addr1>Pier 9 Offices</Addr1><Addr2>900 Dock St</Addr2><Addr3>Floor 2</Addr3><City>Seattle</City>' +
        '<State>wa</State><PostalCode>98101</PostalCode><Note>ring twice</Note>',
    );
    const placed = (ret: string) => entryOf(planned(ret, [], { approved: true }));
    expect(placed(customer(bill + ship))).toMatchObject({
      ...{ address: '900 Dock St\nFloor 2', city: 'Seattle', stateCode: 'WA', zip: '98101' },
      countryCode: 'US',
    });
    const empty = address('ShipAddress', '<Addr1></Addr1><Note>ring</Note>');
    expect(placed(customer(bill + empty))).toMatchObject({ address: '1 Bill Way', city: 'Tacoma' });
  });
});

describe('a job that is linked already', () => {
  const ours = owned('Customer', ID, { flow: 'projects', id: '9001' });
  const changed = partOf(jobs, 'Customer', customer('', 'Harbor Trust', 'Pier Nine'));

  test('stays as it is, on both sides', () => {
    const plan = jobs.plan(ID, changed.content, importing([ours], { approved: true }));
    expect(plan).toEqual({
      ...{ is: 'ours', key: { flow: 'projects', id: '9001' } },
      mapping: { type: 'Project', id: '9001', name: 'Pier Nine', created: false },
    });
  });

  test('so does one that we created in Procore', () => {
    const mapping = { type: 'Project', id: '9005', name: 'Pier 9 Offices', created: true };
    const plan = jobs.plan(ID, changed.content, importing([], { approved: true, mapping }));
    expect(plan).toEqual({ is: 'ours', key: { flow: 'projects', id: '9005' }, mapping });
    expect(jobs.removes).toBe(false);
    expect(jobs.exported?.object(ID, changed.content)).toEqual({
      ...{ type: 'Customer', id: ID, name: 'Harbor Trust:Pier Nine', created: false },
    });
  });
});
