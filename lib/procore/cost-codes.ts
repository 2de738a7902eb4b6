import type { Fields } from './fields.ts';
import type { Get } from './get.ts';
import { type ListRequest, listAll } from './paging.ts';
import { originOf, type TextForm } from './record-parts.ts';
import type { StandardCostCode, StandardCostCodeList } from './shapes.ts';

const TOOL = 'Admin';

export const listCostCodeLists = async (
  get: Get,
  companyId: string,
  text: TextForm,
): Promise<StandardCostCodeList[]> => {
  const rows = await listAll(get, {
    path: 'rest/v1.0/standard_cost_code_lists',
    query: { company_id: companyId },
    about: { what: 'standard cost code lists', tool: TOOL },
    size: 100,
  });
  return rows.map((row) => ({
    id: row.id('id'),
    name: text.name(row.requiredText('name')),
    isErpList: row.flag('is_erp_list') ?? false,
  }));
};

export const listCostCodes = async (
  get: Get,
  companyId: string,
  listId: string,
  text: TextForm,
): Promise<StandardCostCode[]> => {
  const rows = await listAll(get, requestFor(companyId, listId));
  const parents = new Set(rows.map((row) => row.optionalId('parent_id')));
  return rows.map((row) => toCostCode(row, listId, parents, text));
};

const requestFor = (companyId: string, listId: string): ListRequest => ({
  path: 'rest/v1.0/standard_cost_codes',
  // The default view holds ids only.
  query: { company_id: companyId, standard_cost_code_list_id: listId, view: 'extended' },
  about: { what: `standard cost codes of list ${listId}`, tool: TOOL },
  size: 1_000,
});

const toCostCode = (
  row: Fields,
  listId: string,
  parents: ReadonlySet<string | undefined>,
  text: TextForm,
): StandardCostCode => ({
  id: row.id('id'),
  listId: row.optionalId('standard_cost_code_list_id') ?? listId,
  parentId: row.optionalId('parent_id'),
  fullCode: text.name(row.requiredText('full_code')),
  name: text.prose(row.text('name')),
  isLeaf: !parents.has(row.id('id')),
  origin: originOf(row),
});
