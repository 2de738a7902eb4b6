/** How near two names must be to be shown to a person; nothing is linked by it. */
export const NEAR = 0.85;

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

const FAR = 1_000;

/** Least number of letters put in, left out or exchanged; undefined when it is more than `most`. */
const distance = (a: string, b: string, most: number): number | undefined => {
  let last = Array.from({ length: b.length + 1 }, (_, n) => (n <= most ? n : FAR));
  for (let i = 1; i <= a.length; i++) {
    const row: number[] = new Array(b.length + 1).fill(FAR);
    if (i <= most) row[0] = i;
    let least = row[0] ?? FAR;
    // Farther from the diagonal it takes more steps than are allowed.
    for (let j = Math.max(1, i - most); j <= Math.min(b.length, i + most); j++) {
      const same = a[i - 1] === b[j - 1] ? 0 : 1;
      const steps = Math.min((last[j] ?? FAR) + 1, (row[j - 1] ?? FAR) + 1, (last[j - 1] ?? FAR) + same);
      row[j] = steps;
      if (steps < least) least = steps;
    }
    if (least > most) return undefined;
    last = row;
  }
  const steps = last[b.length] ?? FAR;
  return steps <= most ? steps : undefined;
};

/** Latin letters, digits, the blank, and all others together. */
const BUCKETS = 38;

const bucketOf = (code: number): number => {
  if (code >= 97 && code <= 122) return code - 97;
  if (code >= 48 && code <= 57) return code - 22;
  return code === 32 ? 36 : 37;
};

const lettersOf = (text: string): Uint16Array => {
  const counts = new Uint16Array(BUCKETS);
  for (let n = 0; n < text.length; n++) {
    const bucket = bucketOf(text.charCodeAt(n));
    counts[bucket] = (counts[bucket] ?? 0) + 1;
  }
  return counts;
};

/** No fewer steps than half the letters that one has and the other lacks. */
const apart = (a: Uint16Array, b: Uint16Array): number => {
  let differing = 0;
  for (let n = 0; n < BUCKETS; n++) {
    const more = (a[n] ?? 0) - (b[n] ?? 0);
    differing += more < 0 ? -more : more;
  }
  return differing / 2;
};

/** A name that many others are compared with. */
export interface Comparable {
  readonly sorted: string;
  readonly letters: Uint16Array;
}

export const comparable = (name: string): Comparable => {
  const sorted = sortedWords(name);
  return { sorted, letters: lettersOf(sorted) };
};

/** 0 to 1 by the letters of the sorted words; undefined below `least`. */
export const similarity = (a: Comparable, b: Comparable, least: number): number | undefined => {
  const longer = Math.max(a.sorted.length, b.sorted.length);
  const most = Math.floor(longer * (1 - least) + 1e-9);
  if (longer === 0 || Math.abs(a.sorted.length - b.sorted.length) > most) return undefined;
  if (apart(a.letters, b.letters) > most) return undefined;
  const steps = distance(a.sorted, b.sorted, most);
  return steps === undefined ? undefined : 1 - steps / longer;
};
