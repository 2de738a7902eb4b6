import type { Company } from './company.ts';
import { isObjectId, type ListKind, type ListObject } from './company-file.ts';
import { answerFound, keepOnly } from './iterators.ts';
import { wallClock, wallClockIn } from './local-time.ts';
import { ENTITY_KINDS, findByFullName, fullName, ITEM_KINDS } from './names.ts';
import { textField } from './request-fields.ts';
import { listRet } from './rets.ts';
import { type Answer, invalidId, keyNotFound, ok } from './status.ts';
import { child, type Node, text, texts } from './xml.ts';

/** Which lists a list query looks into. */
export const LIST_QUERIES: Readonly<Record<string, readonly ListKind[]>> = {
  AccountQueryRq: ['Account'],
  ClassQueryRq: ['Class'],
  CustomerQueryRq: ['Customer'],
  EntityQueryRq: ENTITY_KINDS,
  ItemQueryRq: ITEM_KINDS,
  ItemServiceQueryRq: ['ItemService'],
  SalesTaxCodeQueryRq: ['SalesTaxCode'],
  TermsQueryRq: ['StandardTerms'],
  VendorQueryRq: ['Vendor'],
};

/** Answers a query by keys: what is found, and a warning that names the first key that is not. */
export const answerKeys = <T>(
  keys: readonly string[],
  find: (key: string) => readonly T[],
  render: (found: T) => Node,
): Answer => {
  const found = keys.map((key) => ({ key, objects: find(key) }));
  const missing = found.find(({ objects }) => objects.length === 0);
  return {
    ...(missing ? keyNotFound(missing.key) : ok),
    rets: found.flatMap(({ objects }) => objects.map(render)),
  };
};

/** For sorting. */
export const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/** Does a name fit a NameFilter, RefNumberFilter or the range filter of either? */
export const nameFits = (request: Node, field: 'Name' | 'RefNumber', value: string): boolean => {
  const name = value.toLowerCase();
  const filter = child(request, `${field}Filter`);
  const wanted = (text(filter, field) ?? '').toLowerCase();
  const criterion = text(filter, 'MatchCriterion');
  if (criterion === 'StartsWith' && !name.startsWith(wanted)) return false;
  if (criterion === 'EndsWith' && !name.endsWith(wanted)) return false;
  if (criterion === 'Contains' && !name.includes(wanted)) return false;
  const range = child(request, `${field}RangeFilter`);
  const from = text(range, `From${field}`)?.toLowerCase();
  const to = text(range, `To${field}`)?.toLowerCase();
  return (!from || name >= from) && (!to || name <= to);
};

/** Is a second, as QuickBooks' clock showed it, within FromModifiedDate and ToModifiedDate, both inclusive? */
export const within = (company: Company, range: Node | undefined, what: string, seconds: number): boolean => {
  const from = wallClockIn(company, text(range, `From${what}Date`) ?? '');
  const to = wallClockIn(company, text(range, `To${what}Date`) ?? '', true);
  const at = wallClock(company, seconds);
  return (from === undefined || at >= from) && (to === undefined || at <= to);
};

const activeFits = (request: Node, object: ListObject): boolean => {
  const wanted = text(request, 'ActiveStatus') ?? 'ActiveOnly';
  return wanted === 'All' || object.active === (wanted === 'ActiveOnly');
};

const listedIds = (company: Company, request: Node, kinds: readonly ListKind[]): string[] => {
  const types = texts(request, 'AccountType');
  return [...company.file.objects.values()]
    .filter(
      (object) =>
        kinds.includes(object.kind) &&
        activeFits(request, object) &&
        within(company, request, 'Modified', object.modified) &&
        nameFits(request, 'Name', object.name) &&
        (types.length === 0 || types.includes(textField(object.fields, 'AccountType') ?? '')),
    )
    .map((object) => ({ id: object.id, name: fullName(company.file, object).toLowerCase() }))
    .sort((a, b) => compare(a.name, b.name))
    .map(({ id }) => id);
};

/** Answers a list query over some lists. ListIDs and full names find inactive objects too. */
export const queryLists = (company: Company, request: Node, kinds: readonly ListKind[]): Answer => {
  const { file } = company;
  const only = texts(request, 'IncludeRetElement');
  const render = (object: ListObject): Node => keepOnly(listRet(company, object), only);
  const byId = (id: string): ListObject[] => {
    const object = file.objects.get(id);
    return object && kinds.includes(object.kind) ? [object] : [];
  };
  const ids = texts(request, 'ListID');
  const malformed = ids.find((id) => !isObjectId(id));
  if (malformed !== undefined) return invalidId(malformed, 'list id');
  if (ids.length > 0) return answerKeys(ids, byId, render);
  const names = texts(request, 'FullName');
  if (names.length > 0) {
    return answerKeys(names, (name) => [findByFullName(file, kinds, name) ?? []].flat(), render);
  }
  return answerFound(
    company,
    request,
    () => listedIds(company, request, kinds),
    (id) => byId(id).map(render)[0],
  );
};
