import { bodyOf, type Call } from './call.ts';
import type { Entered } from './entries.ts';
import type { About } from './failure.ts';
import { type Fields, fieldsOf } from './fields.ts';
import { isTrouble } from './in-turn.ts';
import { type Json, jsonText } from './json-text.ts';
import { ProcoreFailure } from './procore.ts';
import { afterFailure, NOTHING_SAID, rowWords } from './write-failure.ts';

/** What writers of one unit of work share. */
export interface Writing {
  readonly call: Call;
  readonly companyId: string;
  readonly now: () => Date;
}

export interface SyncCall {
  readonly path: string;
  /** What stands beside the rows in the body. */
  readonly beside?: { readonly [name: string]: Json };
  readonly about: About;
}

/** One row, found by its origin_id, or by its id where that stands among the fields; else created. */
export interface SyncRow {
  readonly originId: string;
  readonly fields: { readonly [name: string]: Json };
}

/** Procore takes 1,000 rows by one call; for how long it is at them is not known. */
const MOST_ROWS = 250;

const rowsIn = (body: Fields, name: 'entities' | 'errors'): ReadonlyMap<string, Fields> =>
  new Map(body.children(name).map((row) => [row.text('origin_id'), row]));

/** What a sync endpoint says row by row. */
const ofRows = (rows: readonly SyncRow[], body: unknown, { what }: About): Entered[] => {
  const fields = fieldsOf(body, `the answer about ${what}`);
  const [entities, errors] = [rowsIn(fields, 'entities'), rowsIn(fields, 'errors')];
  const raw = new Map(rawErrors(body).map((row) => [String(row.origin_id), row.errors]));
  return rows.map(({ originId }) => {
    if (errors.has(originId)) return { is: 'refused', words: rowWords(raw.get(originId)) };
    const entity = entities.get(originId);
    return entity ? { is: 'done', id: entity.id('id') } : NOTHING_SAID;
  });
};

const rawErrors = (body: unknown) =>
  (body as { errors?: readonly { origin_id?: unknown; errors?: unknown }[] }).errors ?? [];

const send = async ({ call, now }: Writing, { path, beside, about }: SyncCall, rows: readonly SyncRow[]) => {
  const updates = rows.map(({ originId, fields }) => ({ origin_id: originId, ...fields }));
  const reply = await call({ method: 'patch', path, json: jsonText({ ...beside, updates }) }, about);
  return ofRows(rows, bodyOf(reply, about, now()), about);
};

/** A call that is refused as a whole is halved, until what Procore does not take stands alone. */
const halved = async (writing: Writing, sync: SyncCall, rows: readonly SyncRow[]): Promise<Entered[]> => {
  try {
    return await send(writing, sync, rows);
  } catch (error) {
    if (!(error instanceof ProcoreFailure)) throw error;
    const after = afterFailure(error);
    if (error.kind !== 'refused' || after.is === 'later' || rows.length === 1) return rows.map(() => after);
    const middle = Math.ceil(rows.length / 2);
    const first = await halved(writing, sync, rows.slice(0, middle));
    return [...first, ...(await halved(writing, sync, rows.slice(middle)))];
  }
};

/** Rows created or changed by a sync endpoint, by as few calls as it offers: one answer for each, in their order. */
export const syncRows = async (
  writing: Writing,
  sync: SyncCall,
  rows: readonly SyncRow[],
): Promise<Entered[]> => {
  const answers: Entered[] = [];
  while (answers.length < rows.length) {
    const stopped = answers.find(isTrouble);
    const some = rows.slice(answers.length, answers.length + MOST_ROWS);
    answers.push(...(stopped ? some.map(() => stopped) : await halved(writing, sync, some)));
  }
  return answers;
};
