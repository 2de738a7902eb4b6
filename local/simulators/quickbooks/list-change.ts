import type { Company } from './company.ts';
import {
  type Fields,
  isObjectId,
  type ListKind,
  type ListObject,
  newEditSequence,
  newListId,
} from './company-file.ts';
import { findByFullName, holderOf, ITEM_KINDS, moveObject, putObject } from './names.ts';
import { resolveReferences } from './references.ts';
import { merged, textField, without } from './request-fields.ts';
import * as status from './status.ts';

/** `stale`: refused, and the answer shows the object as it is. */
export type ListChange =
  | { readonly object: ListObject }
  | { readonly refused: status.Status; readonly stale?: ListObject };

const refuse = (refused: status.Status): ListChange => ({ refused });

const nameField = (kind: ListKind): string =>
  `${ITEM_KINDS.includes(kind) ? 'item' : kind.toLowerCase()} name`;

const nameProblem = (kind: ListKind, name: string): status.Status | undefined => {
  if (name === '') return status.blankName(nameField(kind));
  return name.includes(':') ? status.colonInName(name, nameField(kind)) : undefined;
};

const listWord = (kind: ListKind): string => (ITEM_KINDS.includes(kind) ? 'Items' : `${kind}s`);

type Parent = { readonly id: string | undefined } | { readonly refused: status.Status };

const parentOf = (company: Company, kind: ListKind, fields: Fields): Parent => {
  const reference = fields.ParentRef;
  if (typeof reference !== 'object' || Array.isArray(reference)) return { id: undefined };
  const id = textField(reference, 'ListID');
  if (id && !isObjectId(id)) return { refused: status.invalidId(id, 'list id') };
  const name = textField(reference, 'FullName') ?? '';
  if (!id && name.trim() === '') return { id: undefined };
  const parent = id ? company.file.objects.get(id) : findByFullName(company.file, [kind], name);
  return parent?.kind === kind
    ? { id: parent.id }
    : { refused: status.invalidParent(id || name, listWord(kind)) };
};

// A service item that is not sold and bought through accounts cannot be posted.
const accountProblem = (kind: ListKind, fields: Fields): status.Status | undefined => {
  if (kind !== 'ItemService') return undefined;
  const both = fields.SalesAndPurchase;
  const one = fields.SalesOrPurchase;
  const has = (aggregate: Fields[string] | undefined, element: string): boolean =>
    typeof aggregate === 'object' && !Array.isArray(aggregate) && Boolean(aggregate[element]);
  const complete = both
    ? has(both, 'IncomeAccountRef') && has(both, 'ExpenseAccountRef')
    : has(one, 'AccountRef');
  return complete ? undefined : status.noPostingAccount;
};

const OWN = ['Name', 'IsActive', 'ParentRef', 'ListID', 'EditSequence', 'OpenBalance', 'OpenBalanceDate'];

const currencyProblem = (company: Company, fields: Fields): status.Status | undefined =>
  fields.CurrencyRef && !company.preferences.multiCurrency ? status.notEnabled : undefined;

/** Adds an object to a list, or says why QuickBooks will not. */
export const addObject = (company: Company, kind: ListKind, given: Fields): ListChange => {
  const { file } = company;
  const name = (textField(given, 'Name') ?? '').trim();
  if (company.obstacles.busyLists.has(kind)) return refuse(status.listLocked(kind, name));
  const problem = nameProblem(kind, name) ?? currencyProblem(company, given);
  if (problem) return refuse(problem);
  const parent = parentOf(company, kind, given);
  if ('refused' in parent) return parent;
  if (holderOf(file, kind, parent.id, name)) return refuse(status.nameInUse(name));
  const resolved = resolveReferences(company, without(given, ...OWN), kind);
  if ('refused' in resolved) return resolved;
  const accounts = accountProblem(kind, resolved.fields);
  if (accounts) return refuse(accounts);
  const seconds = company.seconds();
  const object: ListObject = {
    kind,
    id: newListId(file, seconds),
    name,
    ...(parent.id ? { parent: parent.id } : {}),
    active: textField(given, 'IsActive') !== 'false',
    created: seconds,
    modified: seconds,
    editSequence: newEditSequence(file, seconds),
    fields: without(resolved.fields),
  };
  putObject(file, object);
  return { object };
};

/** Marks an object as changed now, by whomever. */
const touchObject = (company: Company, object: ListObject): void => {
  object.modified = company.seconds();
  object.editSequence = newEditSequence(company.file, object.modified);
};

// The aggregates of an item have other names in a Mod.
const itemAggregates = (fields: Fields): Fields => {
  const renamed: Fields = {};
  for (const [element, value] of Object.entries(fields)) {
    const isItemMod = element === 'SalesOrPurchaseMod' || element === 'SalesAndPurchaseMod';
    renamed[isItemMod ? element.slice(0, -3) : element] =
      isItemMod && typeof value === 'object' && !Array.isArray(value)
        ? Object.fromEntries(Object.entries(value).filter(([name]) => !name.startsWith('Apply')))
        : value;
  }
  return renamed;
};

const placeProblem = (
  company: Company,
  object: ListObject,
  name: string,
  parent: string | undefined,
): status.Status | undefined => {
  const problem = nameProblem(object.kind, name);
  if (problem) return problem;
  const holder = holderOf(company.file, object.kind, parent, name);
  return holder && holder !== object ? status.nameInUse(name) : undefined;
};

/** Changes the given fields of an object, without looking at its EditSequence. */
export const changeObject = (company: Company, object: ListObject, given: Fields): ListChange => {
  const name = (textField(given, 'Name') ?? object.name).trim();
  const parent = given.ParentRef ? parentOf(company, object.kind, given) : { id: object.parent };
  if ('refused' in parent) return parent;
  const problem = placeProblem(company, object, name, parent.id) ?? currencyProblem(company, given);
  if (problem) return refuse(problem);
  const change = itemAggregates(
    Object.fromEntries(Object.entries(given).filter(([element]) => !OWN.includes(element))),
  );
  const resolved = resolveReferences(company, change, object.kind);
  if ('refused' in resolved) return resolved;
  moveObject(company.file, object, name, parent.id);
  object.fields = merged(object.fields, resolved.fields);
  const active = textField(given, 'IsActive');
  if (active) object.active = active === 'true';
  touchObject(company, object);
  return { object };
};

/** A `…Mod` request: the object must be there, nobody may have it open, and its EditSequence must fit. */
export const modObject = (company: Company, kind: ListKind, given: Fields): ListChange => {
  const id = textField(given, 'ListID') ?? '';
  if (!isObjectId(id)) return refuse(status.invalidId(id, 'list id'));
  const object = company.file.objects.get(id);
  if (object?.kind !== kind) return refuse(status.objectNotFound(id));
  if (company.obstacles.busyLists.has(kind)) return refuse(status.listLocked(kind, object.name));
  if (company.obstacles.openObjects.has(id)) return refuse(status.modifiedElsewhere(kind));
  const editSequence = textField(given, 'EditSequence') ?? '';
  if (editSequence !== object.editSequence) {
    return { refused: status.staleEditSequence(editSequence), stale: object };
  }
  return changeObject(company, object, given);
};
