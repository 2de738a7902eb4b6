import { type Row, sameId } from './data.ts';
import { type Answer, badRequest, type Call } from './endpoint.ts';

export interface PageRules {
  readonly size: number;
  readonly max: number;
}

const USUAL: PageRules = { size: 100, max: 2_000 };

/** One page of rows with Procore's Link, Total and Per-Page headers; per_page beyond the maximum is capped. */
export const listPage = (call: Call, rows: readonly Row[], rules: PageRules = USUAL): Answer => {
  const page = Number(call.query.get('page') ?? 1);
  const asked = Number(call.query.get('per_page') ?? rules.size);
  if (!Number.isInteger(page) || page < 1 || !Number.isInteger(asked) || asked < 1) {
    return badRequest('page and per_page must be positive integers');
  }
  const size = Math.min(asked, rules.max);
  const headers: Record<string, string> = { Total: String(rows.length), 'Per-Page': String(size) };
  const links = linksOf(call, page, size, Math.max(Math.ceil(rows.length / size), 1));
  if (links !== '') headers.Link = links;
  return { status: 200, headers, body: rows.slice((page - 1) * size, page * size) };
};

const linksOf = (call: Call, page: number, size: number, last: number): string => {
  const link = (rel: string, number: number) => {
    const query = new URLSearchParams(call.query);
    query.set('page', String(number));
    query.set('per_page', String(size));
    return `<http://${call.headers.host}${call.path}?${query}>; rel="${rel}"`;
  };
  const links: string[] = [];
  if (page > 1) links.push(link('first', 1), link('prev', page - 1));
  if (page < last) links.push(link('next', page + 1), link('last', last));
  return links.join(', ');
};

/** Rows that pass the filters on id, status, updated_at, origin_id and include_deleted, as far as they are given. */
export const filtered = ({ query }: Call, rows: readonly Row[]): Row[] => {
  const ids = idsIn(query);
  const status = query.get('filters[status]');
  const originId = query.get('filters[origin_id]');
  const range = query.get('filters[updated_at]');
  const deleted = query.get('filters[include_deleted]');
  return rows.filter(
    (row) =>
      (ids.length === 0 || ids.some((id) => sameId(id, row.id))) &&
      (status === null || row.status === status) &&
      (originId === null || row.origin_id === originId) &&
      (range === null || isWithin(String(row.updated_at ?? ''), range)) &&
      (deleted === 'with' || (deleted === 'only') === isDeleted(row)),
  );
};

export const isDeleted = (row: Row): boolean => row.deleted_at !== undefined && row.deleted_at !== null;

const idsIn = (query: URLSearchParams): string[] =>
  [...query.getAll('filters[id]'), ...query.getAll('filters[id][]')].flatMap(
    (text) => text.match(/\d+/g) ?? [],
  );

/** `from...to`, either a date or a timestamp. */
const isWithin = (updatedAt: string, range: string): boolean => {
  const [from = '', to = ''] = range.split('...').map((bound) => bound.replace(/^"|"$/g, ''));
  const at = Date.parse(updatedAt);
  return at >= Date.parse(from) && (to === '' || at <= Date.parse(to));
};

/** The row with these fields only; fields that it lacks stay away. */
export const pick = (row: Row, fields: readonly string[]): Row => ({
  ...Object.fromEntries(fields.filter((field) => field in row).map((field) => [field, row[field]])),
  id: row.id,
});
