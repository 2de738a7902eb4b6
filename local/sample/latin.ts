/** The characters beyond ISO-8859-1 that the sample's names use, and how a bookkeeper would type them. */
const TYPED: Readonly<Record<string, string>> = {
  Ł: 'L',
  ł: 'l',
  ź: 'z',
  œ: 'oe',
  Œ: 'OE',
  '‘': "'",
  '’': "'",
  '“': '"',
  '”': '"',
  '–': '-',
  '—': '-',
  '…': '...',
};

/** A name as QuickBooks can hold it; nothing when a character is neither ISO-8859-1 nor in the table. */
export const latin = (text: string): string | undefined => {
  const typed = [...text.trim()].map((character) => TYPED[character] ?? character).join('');
  return [...typed].every((character) => character <= '\u00ff') ? typed : undefined;
};
