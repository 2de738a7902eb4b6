import type { Context } from '../../lib/flow.ts';
import { chooseList, costCodes } from '../../lib/flows/cost-codes.ts';
import type { StandardCostCode } from '../../lib/procore/shapes.ts';
import { answer, fetched, given, listIdOf, mapped } from './given.ts';
import { procoreOf } from './kestrel.ts';
import { us } from './settings.ts';

const key = { flow: 'cost-codes', id: '102' };
const code = (more: Partial<StandardCostCode> = {}) =>
  fetched(costCodes, '102').then((value): StandardCostCode => ({ ...value, ...more }));
const refusal = async (more: Partial<StandardCostCode>, context: Partial<Context> = {}) =>
  costCodes.refuse(await code(more), given(key, us, { referenced: false, ...context }));

describe('a cost code that does not go', () => {
  test('not-referenced: a parent code goes only when a line uses it, a leaf always', async () => {
    expect(await refusal({ isLeaf: false })).toEqual({ code: 'not-referenced' });
    expect(await refusal({ isLeaf: false }, { referenced: true })).toBeUndefined();
    expect(await refusal({})).toBeUndefined();
  });

  test.each<[string, Partial<StandardCostCode>, string]>([
    ['name-too-long: a code of 32 characters', { fullCode: 'x'.repeat(32), name: '' }, 'name-too-long'],
    ['name-has-colon', { fullCode: '16:100' }, 'name-has-colon'],
    ['name-not-representable', { fullCode: '塗装' }, 'name-not-representable'],
    ['owned-by-other-integration', { origin: { id: 'viewpoint/16' } }, 'owned-by-other-integration'],
  ])('%s', async (_, more, expected) => expect((await refusal(more))?.code).toBe(expected));

  test('name-too-long: code and name have more than 96 characters together', async () => {
    const fullCode = '16-100';
    expect(await refusal({ fullCode, name: 'x'.repeat(90) })).toBeUndefined();
    expect(await refusal({ fullCode, name: 'x'.repeat(91) })).toMatchObject({
      code: 'name-too-long',
      detail: { length: '97', max: '96' },
    });
  });
});

describe('which list of standard cost codes counts', () => {
  const list = (id: string, isErpList = false) => ({ id, name: `List ${id}`, isErpList });

  test('the one of the settings, else the ERP list, else the only one', () => {
    expect(chooseList([list('1'), list('2', true)], { ...us, costCodeList: '1' }).id).toBe('1');
    expect(chooseList([list('1'), list('2', true)], us).id).toBe('2');
    expect(chooseList([list('1')], us).id).toBe('1');
  });

  test.each([
    ['several and no setting', [list('1'), list('2')], us],
    ['none', [], us],
    ['the one of the settings is not there', [list('1', true)], { ...us, costCodeList: '9' }],
  ])('it refuses to choose and names the lists: %s', (_, lists, settings) => {
    const names = lists.map(({ id }) => `${id} (List ${id})`).join(', ') || 'none';
    expect(() => chooseList(lists, settings)).toThrow(`Procore has: ${names}`);
  });

  test('only codes of that list are listed and fetched', async () => {
    const listed = await costCodes.list(procoreOf(), us, []);
    expect(listed.map(({ id }) => id)).toEqual(['100', '101', '102', '103', '104']);
    const old = await costCodes.fetch(procoreOf(), { flow: 'cost-codes', id: '190' }, {}, us);
    expect(old).toMatchObject({ notOurs: true });
  });
});

describe('an item that stands in QuickBooks already', () => {
  const found = async (items: string, leaves = '', more: Partial<StandardCostCode> = {}, context = {}) =>
    costCodes.match(await code(more), given(key, us, context), [
      answer('ItemQueryRs', items),
      answer('ItemServiceQueryRs', leaves),
    ]);
  const item = (fullName: string, more = '', type = 'ItemService') =>
    `<${type}Ret><ListID>8-${fullName.length}</ListID><EditSequence>1</EditSequence><Name>${fullName.split(':').at(-1)}</Name><FullName>${fullName}</FullName>${more}</${type}Ret>`;

  test('is adopted by its full name', async () => {
    expect(await found(item('16-100'))).toMatchObject({
      is: 'found',
      mapping: { type: 'ItemService', name: '16-100', created: false },
    });
  });

  test('is adopted by a leaf name that only one active Service item has', async () => {
    expect(await found('', item('Electrical:16-100') + item('Electrical:A16-100'))).toMatchObject({
      is: 'found',
      mapping: { name: 'Electrical:16-100' },
    });
  });

  test('several-items: several have that leaf name', async () => {
    expect(await found('', item('Old:16-100') + item('Electrical:16-100'))).toEqual({
      is: 'refused',
      reason: {
        code: 'several-items',
        detail: { name: '16-100', items: 'Old:16-100, Electrical:16-100' },
      },
    });
  });

  test('taken-by-other-item-type: it is no Service item', async () => {
    expect(await found(item('16-100', '', 'ItemNonInventory'))).toEqual({
      is: 'refused',
      reason: { code: 'taken-by-other-item-type', detail: { name: '16-100', type: 'NonInventory' } },
    });
  });

  test('inactive-in-quickbooks: it is refused while inactive', async () => {
    expect(await found(item('16-100', '<IsActive>false</IsActive>'))).toMatchObject({
      reason: { code: 'inactive-in-quickbooks', detail: { object: 'ItemService "16-100"' } },
    });
  });

  test('is absent when the merged answers name other codes only', async () => {
    expect(await found(item('16-200'), item('16-1001'))).toEqual({ is: 'absent' });
  });

  test('adoption-offered, or owned-by-other-integration, by what its origin_id names', async () => {
    const origin = { id: '8-6' };
    expect(await found(item('Wiring'), '', { origin })).toMatchObject({ is: 'found', offered: true });
    expect(await found('', '', { origin })).toMatchObject({ reason: { code: 'owned-by-other-integration' } });
  });

  test('when mapped is read again by its id', async () => {
    const context = { mapping: mapped(key, { created: true }) };
    const now = `<ItemServiceRet><ListID>${listIdOf('102')}</ListID><EditSequence>5</EditSequence><Name>16-100</Name></ItemServiceRet>`;
    expect(await found(now, '', {}, context)).toMatchObject({
      mapping: { editSequence: '5', created: true },
    });
    expect(await found('', '', {}, context)).toEqual({ is: 'absent' });
  });
});

test('the claim on an item name ignores case', async () => {
  expect(costCodes.claims(await code({ fullCode: '16-A' }), given(key))).toEqual([
    { kind: 'item', value: '16-a', shown: '16-A', lost: 'name-taken' },
  ]);
});

test('the answer to an item is its mapping', async () => {
  const ret =
    '<ItemServiceRet><ListID>8-1</ListID><EditSequence>1</EditSequence><FullName>16-100</FullName></ItemServiceRet>';
  expect(costCodes.settle(await code(), given(key), answer('ItemServiceAddRs', ret))).toEqual({
    mapping: { type: 'ItemService', id: '8-1', name: '16-100', editSequence: '1', created: true },
  });
});
