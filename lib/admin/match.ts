import type { ListRow } from '../engine/archive.ts';
import type { SyncRecord } from '../engine/record.ts';
import type { Settings } from '../settings.ts';
import { type Comparable, comparable, NEAR, similarity } from '../similar.ts';

const MOST_SHOWN = 3;

/** An object of QuickBooks that may be a record's. */
export interface Candidate extends ListRow {
  /** 0 to 1; 1: the same words. */
  readonly alike: number;
  /** The record that it belongs to already. */
  readonly holder?: string;
}

/**
 * How a record stands to a list of QuickBooks. `exact`: one object has its name, letter for letter but for case;
 * `near`: one or some look like it; `ambiguous`: several have its name; `none`: it would be created.
 */
export interface Match {
  readonly id: string;
  readonly title: string;
  readonly is: 'linked' | 'exact' | 'near' | 'ambiguous' | 'none';
  readonly candidates: readonly Candidate[];
}

export interface MatchInput {
  /** Records of one flow. */
  readonly records: readonly Pick<SyncRecord, 'flow' | 'id' | 'title' | 'mapping' | 'override'>[];
  readonly rows: readonly ListRow[];
  /** The customer that a job would stand under, by record id; none: any. */
  readonly parentOf: (id: string) => string | undefined;
}

interface Entry {
  readonly row: ListRow;
  readonly name: Comparable;
  readonly holder?: string;
}

const entriesOf = ({ records, rows }: MatchInput): Entry[] => {
  const holders = new Map(
    records.flatMap(({ mapping, flow, title, id }) =>
      mapping ? [[mapping.id, `${flow} ${title ?? id}`] as const] : [],
    ),
  );
  return rows.map((row) => {
    const holder = holders.get(row.id);
    return { row, name: comparable(row.name), ...(holder && { holder }) };
  });
};

const candidate = ({ row, holder }: Entry, alike: number): Candidate => ({
  ...row,
  alike: Math.round(alike * 100) / 100,
  ...(holder && { holder }),
});

const sameText = (a: string, b: string): boolean => a.trim().toLowerCase() === b.trim().toLowerCase();

const isUnder = ({ row }: Entry, parent: string | undefined): boolean =>
  parent === undefined || row.fullName.toLowerCase().startsWith(`${parent.toLowerCase()}:`);

const nearest = (entries: readonly Entry[], title: string): Candidate[] => {
  const name = comparable(title);
  return entries
    .flatMap((entry) => {
      const alike = similarity(name, entry.name, NEAR);
      return alike === undefined ? [] : [candidate(entry, alike)];
    })
    .sort((a, b) => b.alike - a.alike)
    .slice(0, MOST_SHOWN);
};

/** Every record of a flow against the list as it was pulled, by name alone. */
export const matchReport = (input: MatchInput): Match[] => {
  const entries = entriesOf(input);
  return input.records.map(({ id, title = '', mapping, override }): Match => {
    const told = { id, title };
    const linked = mapping && entries.filter(({ row }) => row.id === mapping.id);
    if (linked) return { ...told, is: 'linked', candidates: linked.map((entry) => candidate(entry, 1)) };
    const wanted = override?.name ?? title;
    const same = entries.filter(({ row }) => sameText(row.name, wanted) || sameText(row.fullName, wanted));
    const under = same.filter((entry) => isUnder(entry, override?.customer ?? input.parentOf(id)));
    const exact = (under.length > 0 ? under : same).map((entry) => candidate(entry, 1));
    if (exact.length > 0) return { ...told, is: exact.length > 1 ? 'ambiguous' : 'exact', candidates: exact };
    const near = nearest(entries, wanted);
    return { ...told, is: near.length > 0 ? 'near' : 'none', candidates: near };
  });
};

/** Jobs stand under customers; where projects become customers, at the top. */
export const rowsFor = (
  list: string,
  rows: readonly ListRow[],
  { projectsAs }: Pick<Settings, 'projectsAs'>,
): readonly ListRow[] =>
  list === 'Customer'
    ? rows.filter(({ fullName }) => fullName.includes(':') === (projectsAs === 'job'))
    : rows;
