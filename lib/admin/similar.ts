/** Words of a name in one form: no case, no accents, no punctuation, `&` as the word. */
export const wordsOf = (name: string): readonly string[] =>
  name
    .normalize('NFKD')
    .replace(/[\u0300-\u036f]/g, '')
    .toLowerCase()
    .replace(/&/g, ' and ')
    .replace(/['’.]/g, '')
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== '');

/** A name with its words in alphabetical order: `Smith, John` and `John Smith` are one. */
export const sortedWords = (name: string): string => [...wordsOf(name)].sort().join(' ');

/** Least number of letters put in, left out or exchanged; undefined as soon as it is more than `most`. */
const distance = (a: string, b: string, most: number): number | undefined => {
  let last = Array.from({ length: b.length + 1 }, (_, n) => n);
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) {
      const same = a[i - 1] === b[j - 1] ? 0 : 1;
      row[j] = Math.min((last[j] ?? 0) + 1, (row[j - 1] ?? 0) + 1, (last[j - 1] ?? 0) + same);
    }
    if (Math.min(...row) > most) return undefined;
    last = row;
  }
  const steps = last[b.length] ?? 0;
  return steps <= most ? steps : undefined;
};

const letters = (text: string): ReadonlyMap<string, number> => {
  const counts = new Map<string, number>();
  for (const letter of text) counts.set(letter, (counts.get(letter) ?? 0) + 1);
  return counts;
};

/** No fewer steps than half the letters that one has and the other lacks. */
const apart = (a: ReadonlyMap<string, number>, b: ReadonlyMap<string, number>): number => {
  let differing = 0;
  for (const [letter, count] of a) differing += Math.abs(count - (b.get(letter) ?? 0));
  for (const [letter, count] of b) if (!a.has(letter)) differing += count;
  return differing / 2;
};

/** A name that many others are compared with. */
export interface Comparable {
  readonly sorted: string;
  readonly letters: ReadonlyMap<string, number>;
}

export const comparable = (name: string): Comparable => {
  const sorted = sortedWords(name);
  return { sorted, letters: letters(sorted) };
};

/** 0 to 1 by the letters of the sorted words; undefined below `least`. */
export const similarity = (a: Comparable, b: Comparable, least: number): number | undefined => {
  const longer = Math.max(a.sorted.length, b.sorted.length);
  const most = Math.floor(longer * (1 - least));
  if (longer === 0 || Math.abs(a.sorted.length - b.sorted.length) > most) return undefined;
  if (apart(a.letters, b.letters) > most) return undefined;
  const steps = distance(a.sorted, b.sorted, most);
  return steps === undefined ? undefined : 1 - steps / longer;
};
