import { check } from '../../lib/qbxml/check.ts';
import { reason } from '../../lib/reasons.ts';
import { answer, fetched, given } from '../flows/given.ts';
import { firstFlow } from './first-flow.ts';

const key = { flow: 'first-flow', id: '501' };
const context = given(key);

const vendor = (name: string) =>
  answer('VendorQueryRs', `<VendorRet><ListID>80000001-1</ListID><Name>${name}</Name></VendorRet>`);

describe('the flow that CONTRIBUTING shows', () => {
  test('adds a vendor that QuickBooks can take', async () => {
    const company = await fetched(firstFlow, '501');
    const request = firstFlow.request(company, context, { is: 'absent' });
    expect(request?.message).toBe('VendorAddRq');
    expect(request && check(request, 'US')).toEqual([]);
  });

  test('links the vendor of that name, whatever its case', async () => {
    const company = await fetched(firstFlow, '501');
    const seen = firstFlow.match(company, context, [vendor(company.name.toUpperCase())]);
    expect(seen).toMatchObject({ is: 'found', mapping: { type: 'Vendor', id: '80000001-1' } });
    expect(firstFlow.request(company, context, seen)).toBeUndefined();
  });

  test('takes no vendor of another name', async () => {
    const company = await fetched(firstFlow, '501');
    expect(firstFlow.match(company, context, [vendor('Somebody else')])).toEqual({ is: 'absent' });
  });

  test('keeps back what is inactive', async () => {
    const company = await fetched(firstFlow, '501');
    expect(firstFlow.refuse({ ...company, active: false }, context)).toEqual(reason('inactive'));
    expect(firstFlow.refuse(company, context)).toBeUndefined();
  });
});
