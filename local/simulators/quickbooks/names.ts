import type { CompanyFile, ListKind, ListObject } from './company-file.ts';

export const ENTITY_KINDS: readonly ListKind[] = ['Customer', 'Employee', 'OtherName', 'Vendor'];
export const ITEM_KINDS: readonly ListKind[] = [
  'ItemService',
  'ItemNonInventory',
  'ItemGroup',
  'ItemSalesTax',
];

// Customers, vendors, employees and other names share one name space, all item types another.
const spaceOf = (kind: ListKind): string => {
  if (ENTITY_KINDS.includes(kind)) return 'entity';
  return ITEM_KINDS.includes(kind) ? 'item' : kind;
};

const nameKey = (kind: ListKind, parent: string | undefined, name: string): string =>
  `${spaceOf(kind)}|${parent ?? ''}|${name.trim().toLowerCase()}`;

/** Whoever has a name beside the brothers under one parent, of whatever kind shares the name space. */
export const holderOf = (
  file: CompanyFile,
  kind: ListKind,
  parent: string | undefined,
  name: string,
): ListObject | undefined => file.objects.get(file.names.get(nameKey(kind, parent, name)) ?? '');

/** Stores an object under its name. */
export const putObject = (file: CompanyFile, object: ListObject): void => {
  file.objects.set(object.id, object);
  file.names.set(nameKey(object.kind, object.parent, object.name), object.id);
};

/** Gives an object another name or parent. */
export const moveObject = (
  file: CompanyFile,
  object: ListObject,
  name: string,
  parent: string | undefined,
): void => {
  file.names.delete(nameKey(object.kind, object.parent, object.name));
  object.name = name;
  object.parent = parent;
  file.names.set(nameKey(object.kind, parent, name), object.id);
};

/** Takes an object out of its list. */
export const dropObject = (file: CompanyFile, object: ListObject): void => {
  file.names.delete(nameKey(object.kind, object.parent, object.name));
  file.objects.delete(object.id);
};

/** The full name of an object, e.g. `Customer:Job`. */
export const fullName = (file: CompanyFile, object: ListObject): string => {
  const parent = object.parent ? file.objects.get(object.parent) : undefined;
  return parent ? `${fullName(file, parent)}:${object.name}` : object.name;
};

/** How many parents stand above an object. */
export const depth = (file: CompanyFile, object: ListObject): number => {
  const parent = object.parent ? file.objects.get(object.parent) : undefined;
  return parent ? depth(file, parent) + 1 : 0;
};

/** The object of one of some kinds with a full name, ignoring case. */
export const findByFullName = (
  file: CompanyFile,
  kinds: readonly ListKind[],
  name: string,
): ListObject | undefined => {
  const kind = kinds[0];
  if (!kind) return undefined;
  let found: ListObject | undefined;
  for (const part of name.split(':')) {
    found = holderOf(file, kind, found?.id, part);
    if (!found) return undefined;
  }
  return found && kinds.includes(found.kind) ? found : undefined;
};
