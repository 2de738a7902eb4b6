import type { Context } from '../../lib/flow.ts';
import { isSelected, projects } from '../../lib/flows/projects.ts';
import type { Project } from '../../lib/procore/shapes.ts';
import type { Settings } from '../../lib/settings.ts';
import { answer, fetched, given, listIdOf, mapped } from './given.ts';
import { procoreOf } from './kestrel.ts';
import { us } from './settings.ts';

const key = { flow: 'projects', id: '9001' };
const asCustomer: Settings = { ...us, projectsAs: 'customer' };
const nobody: Settings = { ...us, customers: { byProject: {} } };
const project = (more: Partial<Project> = {}) =>
  fetched(projects, '9001').then((value): Project => ({ ...value, ...more }));
const refusal = async (more: Partial<Project>, settings = us, context: Partial<Context> = {}) =>
  projects.refuse(await project(more), given(key, settings, context));

describe('a project that does not go', () => {
  test.each<[string, Partial<Project>, string]>([
    ['project-not-selected: it is inactive', { active: false }, 'project-not-selected'],
    ['name-missing', { name: '' }, 'name-missing'],
    ['name-too-long: 42 characters', { name: 'x'.repeat(42) }, 'name-too-long'],
    ['name-has-colon', { name: 'Quay: House' }, 'name-has-colon'],
    ['name-not-representable', { name: '塗装' }, 'name-not-representable'],
    ['currency', { currency: 'EUR' }, 'currency'],
    ['owned-by-other-integration', { origin: { id: 'sage:12' } }, 'owned-by-other-integration'],
  ])('%s', async (_, more, code) => expect((await refusal(more))?.code).toBe(code));

  test("before-start: created before the start date by the project's own calendar", async () => {
    const timeZone = 'America/Los_Angeles';
    expect(await refusal({ createdAt: '2026-01-01T07:59:59Z', timeZone })).toEqual({
      code: 'before-start',
      detail: { created: '2025-12-31', start: '2026-01-01' },
    });
    expect(await refusal({ createdAt: '2026-01-01T08:00:00Z', timeZone })).toBeUndefined();
    expect(await refusal({ createdAt: '2026-01-01T00:00:00Z', timeZone: undefined })).toBeUndefined();
  });

  test('choose-customer: no customer is chosen, unless projects are customers of their own', async () => {
    expect(await refusal({}, nobody)).toEqual({ code: 'choose-customer' });
    expect(await refusal({}, nobody, { override: { customer: 'Harbor Trust' } })).toBeUndefined();
    expect(await refusal({}, { ...asCustomer, customers: { byProject: {} } })).toBeUndefined();
  });

  test('project-not-selected: by the setting all, erp, or a list of ids', async () => {
    const sample = await project();
    expect(isSelected({ ...sample, isErpIntegrated: false }, { ...us, projects: 'erp' })).toBe(false);
    expect(isSelected({ ...sample, isErpIntegrated: true }, { ...us, projects: 'erp' })).toBe(true);
    expect(isSelected(sample, { ...us, projects: ['9001'] })).toBe(true);
    expect(isSelected(sample, { ...us, projects: ['9002'] })).toBe(false);
    expect(isSelected({ ...sample, active: false }, { ...us, projects: ['9001'] })).toBe(false);
  });
});

describe('names of jobs are unique', () => {
  test('under their customer; a customer of its own competes with vendors', async () => {
    const claim = async (settings: Settings) => projects.claims(await project(), given(key, settings))[0];
    expect(await claim(us)).toMatchObject({ kind: 'job', value: 'harbor trust:quay house' });
    expect(await claim(asCustomer)).toMatchObject({ kind: 'entity', value: 'quay house' });
  });
});

describe('a job that stands in QuickBooks already', () => {
  const found = async (
    rets: string,
    settings = us,
    more: Partial<Project> = {},
    context: Partial<Context> = {},
  ) => projects.match(await project(more), given(key, settings, context), [answer('CustomerQueryRs', rets)]);
  const customer = (fullName: string, active = 'true') =>
    `<CustomerRet><ListID>8-${fullName.length}</ListID><EditSequence>1</EditSequence><Name>${fullName.split(':').at(-1)}</Name><FullName>${fullName}</FullName><IsActive>${active}</IsActive></CustomerRet>`;

  test('is adopted by its full name in any case', async () => {
    expect(await found(customer('Harbor Trust') + customer('HARBOR TRUST:Quay house'))).toMatchObject({
      is: 'found',
      mapping: { type: 'Customer', name: 'HARBOR TRUST:Quay house', created: false },
    });
  });

  test('is absent when only its customer is there', async () => {
    expect(await found(customer('Harbor Trust'))).toEqual({ is: 'absent' });
  });

  test.each([
    ['missing', ''],
    ['inactive', customer('Harbor Trust', 'false')],
  ])('customer-not-found: its customer is %s', async (_, rets) => {
    expect(await found(rets)).toEqual({
      is: 'refused',
      reason: { code: 'customer-not-found', detail: { customer: 'Harbor Trust' } },
    });
  });

  test('inactive-in-quickbooks: it is refused while inactive', async () => {
    expect(
      await found(customer('Harbor Trust') + customer('Harbor Trust:Quay House', 'false')),
    ).toMatchObject({
      reason: { code: 'inactive-in-quickbooks' },
    });
  });

  test('taken-by-other-list: a vendor has the name of a customer of its own', async () => {
    const vendor = '<VendorRet><ListID>8-1</ListID><Name>quay house</Name></VendorRet>';
    expect(await found(vendor, asCustomer)).toMatchObject({
      reason: { code: 'taken-by-other-list', detail: { list: 'Vendor' } },
    });
    expect(await found(customer('Quay House'), asCustomer)).toMatchObject({ is: 'found' });
  });

  test('adoption-offered, or owned-by-other-integration, by what its origin_id names', async () => {
    const origin = { id: '8-5' };
    expect(await found(customer('A:Old'), us, { origin })).toMatchObject({ is: 'found', offered: true });
    expect(await found('', us, { origin })).toMatchObject({ reason: { code: 'owned-by-other-integration' } });
  });

  test('when mapped is read again by its id, whatever became of its customer', async () => {
    const now = `<CustomerRet><ListID>${listIdOf('9001')}</ListID><EditSequence>5</EditSequence><FullName>B:Quay</FullName></CustomerRet>`;
    expect(await found(now, us, {}, { mapping: mapped(key) })).toMatchObject({
      is: 'found',
      mapping: { editSequence: '5', name: 'B:Quay' },
    });
  });
});

test('a description that was cut and an address that was left out are told', async () => {
  const ret =
    '<CustomerRet><ListID>8-1</ListID><EditSequence>1</EditSequence><FullName>H:Library</FullName></CustomerRet>';
  const settled = projects.settle(
    await fetched(projects, '9003'),
    given({ flow: 'projects', id: '9003' }),
    answer('CustomerAddRs', ret),
  );
  expect(settled).toMatchObject({
    mapping: { type: 'Customer', name: 'H:Library' },
    leftOut: 'did not fit and was cut or left out: Addr1, JobDesc',
  });
});

test('a project number in another script stays out of the description', async () => {
  const request = projects.request(await project({ number: '塗-1' }), given(key), { is: 'absent' });
  expect(request?.fields.CustomerAdd).toMatchObject({ JobDesc: 'Quay House, phase 1' });
});

test('the selected projects are the list', async () => {
  expect(await projects.list(procoreOf(), us, ['9001', '9003'])).toEqual([
    { flow: 'projects', id: '9001' },
    { flow: 'projects', id: '9003' },
  ]);
});
