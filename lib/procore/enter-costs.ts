import { bodyOf } from './call.ts';
import { type CostCoding, codeKey, createCostWbs } from './cost-wbs.ts';
import type { DirectCostLine, Entered, EntryKey, ProcoreEntry } from './entries.ts';
import { type About, failureOf } from './failure.ts';
import { type Fields, fieldsOf } from './fields.ts';
import type { Get } from './get.ts';
import { inTurn } from './in-turn.ts';
import { decimal, id, type Json, jsonText } from './json-text.ts';
import { listAll } from './paging.ts';
import { ProcoreFailure } from './procore.ts';
import { type SyncRow, syncRows, type Writing } from './sync-rows.ts';
import { afterFailure, REFUSALS } from './write-failure.ts';

type Cost = ProcoreEntry & { readonly of: 'direct-cost' };
type Coding = ReadonlyMap<string, CostCoding>;

/** So many lines go with a new direct cost. */
const MOST_LINES = 100;
/** For more than so many costs it is cheaper to list all of the project. */
const MOST_LOOKUPS = 3;

const headerOf = (cost: Cost): { readonly [name: string]: Json } => ({
  ...(cost.description && { description: cost.description }),
  ...(cost.vendorId && { vendor_id: id(cost.vendorId) }),
  ...{ direct_cost_date: cost.date, invoice_number: cost.number, status: 'approved' },
});

const wbsOf = ({ code }: DirectCostLine, coding: Coding): string => {
  const found = coding.get(codeKey(code));
  if (found && 'wbsCodeId' in found) return found.wbsCodeId;
  throw new Error(`no budget code for ${codeKey(code)}`);
};

const refusalOf = ({ lines }: Cost, coding: Coding): Entered | undefined => {
  const words = lines.flatMap(({ code }) => {
    const found = coding.get(codeKey(code));
    return found && 'refused' in found ? [found.refused] : [];
  });
  return words.length > 0 ? { is: 'refused', words: [...new Set(words)].join(' ') } : undefined;
};

/** Direct costs of one project: Procore takes no two writes of them at once. */
export const createCosts = (writing: Writing, get: Get, projectId: string) => {
  const { call, now } = writing;
  const project = encodeURIComponent(projectId);
  const path = `rest/v1.1/projects/${project}/direct_costs`;
  const syncPath = `rest/v1.0/projects/${project}/direct_costs`;
  const about = (what: string, writes?: true): About => ({
    ...{ what, tool: 'Direct Costs', projectId },
    ...(writes && { writes }),
  });
  const codingOf = createCostWbs(writing, get, projectId);

  const list = (query: Readonly<Record<string, string>>): Promise<Fields[]> =>
    listAll(get, { path, query, about: about(`direct costs of project ${projectId}`), size: 1_000 });

  const byOrigin = (rows: readonly Fields[]): Map<string, string> =>
    new Map(rows.map((row) => [row.text('origin_id'), row.id('id')]));

  /** All of the project: nobody else creates any of ours meanwhile. Forgotten when it is not sure what was created. */
  let listed: Map<string, string> | undefined;

  /** What stands in Procore already, by origin_id. */
  const standing = async (costs: readonly Cost[]): Promise<ReadonlyMap<string, string>> => {
    if (listed || costs.length > MOST_LOOKUPS) {
      listed ??= byOrigin(await list({}));
      return listed;
    }
    const rows: Fields[] = [];
    for (const { originId } of costs) rows.push(...(await list({ 'filters[origin_id]': originId })));
    return byOrigin(rows);
  };

  const linesOf = async (own: string): Promise<Fields[]> =>
    listAll(get, {
      path: `${syncPath}/${encodeURIComponent(own)}/line_items`,
      query: {},
      about: about(`lines of direct cost ${own}`),
      size: 1_000,
    });

  const create = async (cost: Cost, coding: Coding): Promise<string> => {
    const line_items = cost.lines.slice(0, MOST_LINES).map((line) => ({
      ...{ manual_amount: decimal(line.amount), wbs_code_id: id(wbsOf(line, coding)) },
      ...(line.description && { description: line.description }),
      origin_id: line.originId,
    }));
    const type = { direct_cost_type: cost.type, origin_id: cost.originId };
    const json = jsonText({ direct_cost: { ...headerOf(cost), ...type, line_items } });
    const asked = about(`direct cost ${cost.number}`, true);
    const reply = await call({ method: 'post', path, json }, asked);
    return fieldsOf(bodyOf(reply, asked, now()), asked.what).id('id');
  };

  /** Told twice on the way, Procore refuses what it took the first time. */
  const tookBefore = async (refusal: unknown, originId: string): Promise<string> => {
    if (!(refusal instanceof ProcoreFailure) || refusal.status !== 422) throw refusal;
    const [row] = await list({ 'filters[origin_id]': originId });
    if (!row) throw refusal;
    return row.id('id');
  };

  const failed = (answers: readonly Entered[]): Entered | undefined =>
    answers.find(({ is }) => is !== 'done');

  const syncLines = async (own: string, rows: readonly SyncRow[]): Promise<Entered | undefined> =>
    rows.length === 0
      ? undefined
      : failed(
          await syncRows(
            writing,
            { path: `${syncPath}/line_items/sync`, about: about(`lines of direct cost ${own}`, true) },
            rows,
          ),
        );

  const lineRow = (own: string, line: DirectCostLine, coding: Coding): SyncRow => ({
    originId: line.originId,
    fields: {
      ...{ direct_cost_id: id(own), wbs_code_id: id(wbsOf(line, coding)) },
      ...{ amount: decimal(line.amount), extended_type: 'manual' },
      ...(line.description && { description: line.description }),
    },
  });

  const drop = async (own: string, line: Fields): Promise<Entered | undefined> => {
    const asked = about(`a line of direct cost ${own}`, true);
    const at = `${syncPath}/${encodeURIComponent(own)}/line_items/${encodeURIComponent(line.id('id'))}`;
    const reply = await call({ method: 'delete', path: at }, asked);
    if (reply.status < 300 || reply.status === 404) return undefined;
    const failure = failureOf(reply, asked, now());
    return afterFailure(failure);
  };

  /** Lines that QuickBooks has no more. */
  const dropVanished = async (own: string, cost: Cost): Promise<Entered | undefined> => {
    const kept = new Set(cost.lines.map(({ originId }) => originId));
    for (const line of await linesOf(own)) {
      const origin = line.text('origin_id');
      const fault = origin === '' || kept.has(origin) ? undefined : await drop(own, line);
      if (fault) return fault;
    }
    return undefined;
  };

  const update = async (own: string, cost: Cost, coding: Coding): Promise<Entered> => {
    const sync = { path: `${syncPath}/sync`, about: about(`direct cost ${cost.number}`, true) };
    const header = await syncRows(writing, sync, [{ originId: cost.originId, fields: headerOf(cost) }]);
    const rows = cost.lines.map((line) => lineRow(own, line, coding));
    const fault = failed(header) ?? (await syncLines(own, rows)) ?? (await dropVanished(own, cost));
    return fault ?? { is: 'done', id: own };
  };

  const enterOne = async (cost: Cost, coding: Coding, there: string | undefined): Promise<Entered> => {
    const refused = refusalOf(cost, coding);
    if (refused) return refused;
    if (there !== undefined) return update(there, cost, coding);
    const before = listed;
    listed = undefined;
    const own = await create(cost, coding).catch((error: unknown) => tookBefore(error, cost.originId));
    listed = before?.set(cost.originId, own);
    const rest = cost.lines.slice(MOST_LINES).map((line) => lineRow(own, line, coding));
    return (await syncLines(own, rest)) ?? { is: 'done', id: own };
  };

  /** What is there is listed first: an entry whose answer was lost is not created again. */
  const enter = async (costs: readonly Cost[]): Promise<Entered[]> => {
    const codes = costs.flatMap(({ lines }) => lines.map(({ code }) => code));
    const prepared = (async () => ({
      coding: await codingOf(codes),
      there: await standing(costs),
    }))();
    return inTurn(costs, async (cost) => {
      const { coding, there } = await prepared;
      return enterOne(cost, coding, there.get(cost.originId));
    });
  };

  /** Where Procore does not let it be deleted, all its lines become zero and it says why. */
  const zero = async (own: string, originId: string, why: string): Promise<Entered> => {
    const rows = (await linesOf(own)).map((line) => ({
      originId: line.text('origin_id'),
      fields: { id: id(line.id('id')), amount: decimal('0.00'), extended_type: 'manual' },
    }));
    const sync = { path: `${syncPath}/sync`, about: about(`direct cost ${own}`, true) };
    const lines = await syncLines(own, rows);
    const header =
      lines ?? failed(await syncRows(writing, sync, [{ originId, fields: { description: why } }]));
    return header ?? { is: 'done', id: own };
  };

  const remove = async ({ id: known, originId }: EntryKey, why: string): Promise<Entered> => {
    listed?.delete(originId);
    const own = known ?? (await list({ 'filters[origin_id]': originId }))[0]?.id('id');
    if (own === undefined) return { is: 'done', id: '' };
    const asked = about(`direct cost ${own}`, true);
    const reply = await call({ method: 'delete', path: `${path}/${encodeURIComponent(own)}` }, asked);
    if (reply.status < 300 || reply.status === 404) return { is: 'done', id: own };
    if (!REFUSALS.includes(reply.status)) throw failureOf(reply, asked, now());
    return zero(own, originId, why);
  };

  return { enter, remove };
};
