import { type Context, toQuickBooks } from '../flow.ts';
import { type Procore, ProcoreFailure } from '../procore/procore.ts';
import type { StandardCostCode, StandardCostCodeList } from '../procore/shapes.ts';
import { type Element, type QbRequest, textAt } from '../qbxml/message.ts';
import { reason } from '../reasons.ts';
import { accountsOf, type Settings } from '../settings.ts';
import { byOrigin, foundObject, LIST_FIELDS, originsOf, reread, sameName, settledObject } from './objects.ts';
import { nameRefusal, originRefusal } from './rules.ts';

const MAX_NAME = 31;
/** Code and name together: QuickBooks' Transaction Detail report shows no more. */
const MAX_CODE_AND_NAME = 96;

/** The list of the settings, else the ERP list, else the only one; several need a setting. */
export const chooseList = (
  lists: readonly StandardCostCodeList[],
  settings: Settings,
): StandardCostCodeList => {
  const named = lists.filter(({ id }) => id === settings.costCodeList);
  const erp = lists.filter(({ isErpList }) => isErpList);
  const [chosen, ...others] = settings.costCodeList ? named : erp.length > 0 ? erp : lists;
  if (chosen && others.length === 0) return chosen;
  const shown = lists.map(({ id, name }) => `${id} (${name})`).join(', ') || 'none';
  throw new ProcoreFailure(
    'refused',
    `choose one standard cost code list (costCodeList). Procore has: ${shown}`,
  );
};

/** The codes of the connection's list. */
export const standardCodes = async (procore: Procore, settings: Settings) => {
  const { value: lists } = await procore.standardCostCodeLists();
  return procore.standardCostCodes(chooseList(lists, settings).id);
};

const nameOf = (code: StandardCostCode, { override }: Context): string => override.name ?? code.fullCode;

const tooLong = (code: StandardCostCode) => {
  const name = `${code.fullCode} ${code.name}`;
  const length = name.length - 1;
  return length > MAX_CODE_AND_NAME
    ? reason('name-too-long', { name, length: String(length), max: String(MAX_CODE_AND_NAME) })
    : undefined;
};

const add = (code: StandardCostCode, context: Context): QbRequest => {
  const { settings, guid } = context;
  const { income, expense } = accountsOf(code.fullCode, settings);
  const canada = settings.country === 'CA';
  const ItemServiceAdd = {
    Name: nameOf(code, context),
    IsTaxIncluded: canada ? 'false' : undefined,
    SalesTaxCodeRef: settings.taxCodes.default ? { FullName: settings.taxCodes.default } : undefined,
    SalesAndPurchase: {
      SalesDesc: code.name,
      IncomeAccountRef: { FullName: income },
      PurchaseDesc: code.name,
      ExpenseAccountRef: { FullName: expense },
    },
    ExternalGUID: guid,
  };
  return { message: 'ItemServiceAddRq', fields: { ItemServiceAdd, IncludeRetElement: LIST_FIELDS } };
};

const mod = (code: StandardCostCode, context: Context, id: string, editSequence: string): QbRequest => {
  const ItemServiceMod = {
    ListID: id,
    EditSequence: editSequence,
    Name: nameOf(code, context),
    SalesAndPurchaseMod: { SalesDesc: code.name, PurchaseDesc: code.name },
  };
  return { message: 'ItemServiceModRq', fields: { ItemServiceMod, IncludeRetElement: LIST_FIELDS } };
};

const otherType = (ret: Element) =>
  reason('taken-by-other-item-type', {
    name: textAt(ret, 'FullName') ?? '',
    type: ret.name.replace(/^Item|Ret$/g, ''),
  });

/** Standard cost codes of the company become Service items. */
export const costCodes = toQuickBooks<StandardCostCode>({
  name: 'cost-codes',
  on: ['Standard Cost Codes'],
  needs: [],
  listed: 'ItemService',
  title: (code) => code.fullCode,
  overrides: ['name'],
  fetch: async (procore, { id }, _, settings) => {
    const { startedAt, value } = await standardCodes(procore, settings);
    const code = value.find((one) => one.id === id);
    return code ? { startedAt, value: code } : { startedAt, notOurs: true };
  },
  list: async (procore, settings) =>
    (await standardCodes(procore, settings)).value.map(({ id }) => ({ flow: 'cost-codes', id })),
  ofCompany: true,
  refuse: (code, context) =>
    (code.isLeaf || context.referenced ? undefined : reason('not-referenced')) ??
    originRefusal(code.origin, context) ??
    nameRefusal(nameOf(code, context), MAX_NAME, 'code') ??
    tooLong(code),
  links: () => [],
  claims: (code, context) => {
    const shown = nameOf(code, context);
    return [{ kind: 'item', value: shown.toLowerCase(), shown, lost: 'name-taken' }];
  },
  lookup: (code, context) => {
    const query = (fields: QbRequest['fields'], message = 'ItemServiceQueryRq'): QbRequest => ({
      message,
      fields: { ...fields, IncludeRetElement: LIST_FIELDS },
    });
    if (context.mapping) return [query({ ListID: [context.mapping.id] })];
    if (code.origin) return [query({ ListID: [code.origin.id] })];
    const Name = nameOf(code, context);
    return [
      query({ FullName: [Name] }, 'ItemQueryRq'),
      query({ ActiveStatus: 'ActiveOnly', NameFilter: { MatchCriterion: 'EndsWith', Name } }),
    ];
  },
  match: (code, context, [first, leaves]) => {
    if (context.mapping) return reread(first ? [first] : [], context);
    if (code.origin) return byOrigin(code.origin, first?.rets ?? [], context);
    const name = nameOf(code, context);
    const same = first?.rets.find((ret) => sameName(textAt(ret, 'FullName') ?? textAt(ret, 'Name'), name));
    if (same && same.name !== 'ItemServiceRet') return { is: 'refused', reason: otherType(same) };
    if (same) return foundObject(same, context);
    const named = (leaves?.rets ?? []).filter((ret) => sameName(textAt(ret, 'Name'), name));
    if (named.length > 1) {
      const items = named.map((ret) => textAt(ret, 'FullName')).join(', ');
      return { is: 'refused', reason: reason('several-items', { name, items }) };
    }
    return named[0] ? foundObject(named[0], context) : { is: 'absent' };
  },
  request: (code, context, seen) =>
    seen.is === 'found'
      ? mod(code, context, seen.mapping.id, seen.mapping.editSequence ?? '')
      : add(code, context),
  settle: (code, context, answer) => settledObject(answer, context, 'ItemService', nameOf(code, context)),
  mark: {
    byDefault: true,
    with: ({ id, listId }, mapping) => ({ of: 'standard-cost-code', id, listId, ...originsOf(mapping) }),
  },
});
