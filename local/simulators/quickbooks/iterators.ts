import { randomUUID } from 'node:crypto';
import type { Company } from './company.ts';
import { type Answer, iteratorInvalid, nothingFound, ok } from './status.ts';
import { branch, type Node, text } from './xml.ts';

type Render = (id: string) => Node | undefined;

const answerOf = (ids: readonly string[], render: Render, attributes: Record<string, string>): Answer => ({
  ...ok,
  rets: ids.flatMap((id) => render(id) ?? []),
  attributes,
});

const next = (company: Company, id: string, count: number, render: Render): Answer => {
  const iterator = company.iterators.get(id);
  const now = company.seconds();
  if (!iterator || now - iterator.used > company.preferences.iteratorSeconds) return iteratorInvalid(id);
  iterator.used = now;
  const page = iterator.left.splice(0, count);
  const remaining = iterator.left.length;
  if (remaining === 0) company.iterators.delete(id);
  return answerOf(page, render, { iteratorRemainingCount: String(remaining), iteratorID: id });
};

const start = (
  company: Company,
  request: Node,
  ids: readonly string[],
  count: number,
  render: Render,
): Answer => {
  const id = `{${randomUUID()}}`;
  company.iterators.set(id, { message: request.name, used: company.seconds(), left: [...ids] });
  return ids.length === 0
    ? { ...nothingFound, attributes: { iteratorRemainingCount: '0', iteratorID: id } }
    : next(company, id, count, render);
};

const iterate = (company: Company, request: Node, find: () => readonly string[], render: Render): Answer => {
  const id = request.attributes.iteratorID ?? '';
  const maximum = Number(text(request, 'MaxReturned') ?? 0);
  if (request.attributes.iterator === 'Stop') {
    return company.iterators.delete(id) ? ok : iteratorInvalid(id);
  }
  // An iterator has no page size but MaxReturned, and every Continue repeats it.
  if (maximum === 0) return iteratorInvalid(id);
  if (request.attributes.iterator === 'Start') return start(company, request, find(), maximum, render);
  const same = company.iterators.get(id)?.message === request.name;
  return same ? next(company, id, maximum, render) : iteratorInvalid(id);
};

const counted = (request: Node, ids: readonly string[], render: Render): Answer => {
  const { metaData } = request.attributes;
  const attributes: Record<string, string> =
    metaData && metaData !== 'NoMetaData' ? { retCount: String(ids.length) } : {};
  if (metaData === 'MetaDataOnly') return { ...ok, attributes };
  const maximum = Number(text(request, 'MaxReturned') ?? 0);
  const page = maximum > 0 ? ids.slice(0, maximum) : ids;
  return ids.length === 0 ? { ...nothingFound, attributes } : answerOf(page, render, attributes);
};

/** Answers a query by filters: at once, by count only, or page by page. */
export const answerFound = (
  company: Company,
  request: Node,
  find: () => readonly string[],
  render: Render,
): Answer =>
  request.attributes.iterator ? iterate(company, request, find, render) : counted(request, find(), render);

/** Only the elements of a Ret that IncludeRetElement names, aggregates as a whole; without any, all of it. */
export const keepOnly = (ret: Node, names: readonly string[]): Node =>
  names.length === 0
    ? ret
    : branch(
        ret.name,
        ret.children.filter((each) => names.includes(each.name)),
      );
