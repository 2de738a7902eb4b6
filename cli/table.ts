import Table from 'cli-table3';

/** Plain and dense: no colours, no line between rows. */
export const dense = {
  style: { head: [], border: [], 'padding-left': 1, 'padding-right': 1 },
  chars: { mid: '', 'left-mid': '', 'mid-mid': '', 'right-mid': '' },
};

/** A table of rows under a head; columns named in `right` are figures. */
export const tableOf = (
  head: readonly string[],
  rows: readonly (readonly string[])[],
  right: readonly string[] = [],
): string => {
  const colAligns = head.map((name) => (right.includes(name) ? ('right' as const) : ('left' as const)));
  const table = new Table({ head: [...head], ...dense, colAligns });
  table.push(...rows.map((row) => [...row]));
  return table.toString();
};

/** Lines `name   value`, names padded to one width; those without a value are left out. */
export const pairs = (all: readonly (readonly [string, string | undefined])[]): string => {
  const said = all.flatMap(([name, value]) => (value === undefined ? [] : [[name, value] as const]));
  const width = Math.max(0, ...said.map(([name]) => name.length)) + 2;
  return said
    .map(([name, value]) => `${name.padEnd(width)}${value.replace(/\n/g, `\n${' '.repeat(width)}`)}`)
    .join('\n');
};
