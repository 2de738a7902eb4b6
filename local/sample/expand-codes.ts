import { type Id, idAfter } from './ids.ts';

const parentOf = (fullCode: string): string | undefined =>
  fullCode.includes('-') ? fullCode.slice(0, fullCode.lastIndexOf('-')) : undefined;

/**
 * Standard cost codes as Procore lists them, from lines of `full code, blank, name`.
 * Ids count up from `firstId` in the order of the lines; a parent stands before its children.
 */
export const expandCodes = (listId: Id, firstId: string, table: string) => {
  const rows = table
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '')
    .map((line) => ({
      fullCode: line.slice(0, line.indexOf(' ')),
      name: line.slice(line.indexOf(' ') + 1),
    }));
  const place = new Map(rows.map((row, index) => [row.fullCode, index]));
  return rows.map((row, index) => {
    const parent = place.get(parentOf(row.fullCode) ?? '');
    return {
      id: idAfter(firstId, index),
      standard_cost_code_list_id: listId,
      parent_id: parent === undefined ? null : idAfter(firstId, parent),
      code: row.fullCode.slice(row.fullCode.lastIndexOf('-') + 1),
      full_code: row.fullCode,
      name: row.name,
      origin_data: null as string | null,
      origin_id: null as string | null,
    };
  });
};

export type StandardCodeJson = ReturnType<typeof expandCodes>[number];
