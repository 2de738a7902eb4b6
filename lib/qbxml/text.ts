/** Whether a text is at most `max` characters long. */
export const fits = (text: string, max: number): boolean => text.length <= max;

/** Without blanks at the ends, the non-breaking ones included. */
export const trim = (text: string): string => text.trim();

/** Whether QuickBooks can store a single line of text as it is: ISO-8859-1 without control characters. */
export const representable = (text: string): boolean => /^[\u0020-\u007e\u00a0-\u00ff]*$/.test(text);

const ellipsis = '...';

/** A text of at most `max` characters that ends in three dots when something was cut: QuickBooks knows no "…". */
export const cut = (text: string, max: number): string => {
  if (fits(text, max)) return text;
  if (max <= ellipsis.length) return text.slice(0, Math.max(0, max));
  return text.slice(0, max - ellipsis.length).trimEnd() + ellipsis;
};

const fill = (words: readonly string[], width: number): string[] => {
  const lines: string[] = [];
  for (const word of words) {
    const last = lines.at(-1);
    if (last !== undefined && last.length + 1 + word.length <= width)
      lines[lines.length - 1] = `${last} ${word}`;
    else lines.push(word);
  }
  return lines;
};

const wordsOf = (text: string): string[] => text.split(/\s+/).filter((word) => word !== '');

/**
 * An address over at most `lines` lines of at most `width` characters, broken at words. Its own line breaks
 * are kept when there is room for them. Undefined when it does not fit; no lines for a blank address.
 */
export const wrap = (address: string, width: number, lines: number): string[] | undefined => {
  const words = wordsOf(address);
  if (words.some((word) => word.length > width)) return undefined;
  const kept = address.split(/[\r\n]+/).flatMap((line) => fill(wordsOf(line), width));
  if (kept.length <= lines) return kept;
  const flowed = fill(words, width);
  return flowed.length <= lines ? flowed : undefined;
};
