/** Edits (insert, delete, replace, swap neighbours) that make one word of another. */
const distance = (a: string, b: string): number => {
  let before: number[] = [];
  let last = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i += 1) {
    const row = [i];
    for (let j = 1; j <= b.length; j += 1) {
      const swapped = a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1];
      row[j] = Math.min(
        (last[j] ?? 0) + 1,
        (row[j - 1] ?? 0) + 1,
        (last[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1),
        swapped ? (before[j - 2] ?? 0) + 1 : Number.POSITIVE_INFINITY,
      );
    }
    [before, last] = [last, row];
  }
  return last[b.length] ?? 0;
};

/** Without case, hyphens, underscores and blanks: how people write the same name differently. */
const folded = (word: string): string => word.toLowerCase().replace(/[-_\s]/g, '');

/** The name that somebody most likely meant; undefined when none is near. */
export const nearest = (word: string, names: readonly string[]): string | undefined => {
  const given = folded(word);
  if (given.length > 60) return undefined;
  const [best] = names
    .map((name) => ({ name, edits: distance(given, folded(name)) }))
    .sort((a, b) => a.edits - b.edits);
  return best && best.edits <= Math.max(1, best.name.length / 3) && best.edits < best.name.length / 2
    ? best.name
    : undefined;
};
