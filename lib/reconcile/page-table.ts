const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

/** Text that stands in a page as it is. */
export const plain = (text: string): string =>
  text.replace(/[&<>"]/g, (character) => ENTITIES[character] ?? '');

interface Look {
  /** Columns from this one on hold figures. */
  readonly figuresFrom?: number;
  /** The last row is a sum. */
  readonly total?: boolean;
}

/** A table; its cells are HTML already. */
export const tableHtml = (
  head: readonly string[],
  rows: readonly (readonly string[])[],
  { figuresFrom = head.length, total = false }: Look = {},
): string => {
  const kind = (n: number) => (n >= figuresFrom ? 'n' : 'w');
  const titles = head.map((name, n) => `<th class="${kind(n)}">${plain(name)}</th>`).join('');
  const body = rows.map((cells, at) => {
    const inside = cells.map((cell, n) => `<td class="${kind(n)}">${cell}</td>`).join('');
    return `<tr${total && at === rows.length - 1 ? ' class="total"' : ''}>${inside}</tr>`;
  });
  return `<table><thead><tr>${titles}</tr></thead><tbody>${body.join('\n')}</tbody></table>`;
};
