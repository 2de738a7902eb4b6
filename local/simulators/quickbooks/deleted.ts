import type { Company } from './company.ts';
import type { Deletion } from './company-file.ts';
import { keepOnly } from './iterators.ts';
import { localTime } from './local-time.ts';
import { within } from './queries.ts';
import { type Answer, nothingFound, ok } from './status.ts';
import { branch, child, leaf, type Node, texts } from './xml.ts';

// QuickBooks tells of the deletions of the last 90 days only.
const DAYS_KEPT = 90;

const deletedRet = (company: Company, deletion: Deletion): Node => {
  const list = deletion.of === 'list';
  return branch(list ? 'ListDeletedRet' : 'TxnDeletedRet', [
    leaf(list ? 'ListDelType' : 'TxnDelType', deletion.kind),
    leaf(list ? 'ListID' : 'TxnID', deletion.id),
    leaf('TimeCreated', localTime(company, deletion.created)),
    leaf('TimeDeleted', localTime(company, deletion.deleted)),
    ...(deletion.name === '' ? [] : [leaf(list ? 'FullName' : 'RefNumber', deletion.name)]),
  ]);
};

/** ListDeletedQuery and TxnDeletedQuery. */
export const queryDeleted = (company: Company, request: Node, of: 'list' | 'txn'): Answer => {
  const kinds = texts(request, of === 'list' ? 'ListDelType' : 'TxnDelType');
  const range = child(request, 'DeletedDateRangeFilter');
  const oldest = company.seconds() - DAYS_KEPT * 86_400;
  const only = texts(request, 'IncludeRetElement');
  const found = company.file.deletions.filter(
    (each) =>
      each.of === of &&
      kinds.includes(each.kind) &&
      each.deleted >= oldest &&
      within(company, range, 'Deleted', each.deleted),
  );
  const { metaData } = request.attributes;
  const attributes: Record<string, string> =
    metaData && metaData !== 'NoMetaData' ? { retCount: String(found.length) } : {};
  if (metaData === 'MetaDataOnly') return { ...ok, attributes };
  if (found.length === 0) return { ...nothingFound, attributes };
  return { ...ok, attributes, rets: found.map((each) => keepOnly(deletedRet(company, each), only)) };
};
