import {
  createQuickBooks,
  type Processed,
  type QuickBooks,
  type QuickBooksOptions,
} from '../../local/simulators/quickbooks/quickbooks.ts';
import { dump } from '../qbxml-dump.ts';

/** A message set on its way: what is given back in place of QuickBooks' answer; undefined: the true one. */
export type Meddle = (qbxml: string, process: QuickBooks['process']) => Promise<Processed | undefined>;

/** The computer of the bookkeeper: a QuickBooks whose traffic is kept and may be meddled with. */
export interface Office {
  readonly quickbooks: QuickBooks;
  /** Message sets that QuickBooks was given, without the Web Connector's own. */
  readonly sent: string[];
  meddle(how: Meddle | undefined): void;
  /** Names of the vendors, in the order in which they were added. */
  vendors(): string[];
}

export const createOffice = (options: QuickBooksOptions = {}, name = 'journey'): Office => {
  const inside = createQuickBooks(options);
  const sent: string[] = [];
  let how: Meddle | undefined;
  const process = async (qbxml: string): Promise<Processed> => {
    if (qbxml.includes('qbxml version="13.0"')) {
      sent.push(qbxml);
      dump(name, qbxml);
    }
    return (await how?.(qbxml, inside.process)) ?? inside.process(qbxml);
  };
  return {
    quickbooks: { ...inside, process },
    sent,
    meddle: (next) => {
      how = next;
    },
    vendors: () =>
      inside
        .books()
        .objects.filter(({ kind }) => kind === 'Vendor')
        .map(({ fullName }) => fullName),
  };
};

/** Message sets that write. */
export const isWrite = (qbxml: string): boolean => /<\w+(Add|Mod|Del)Rq[ >]/.test(qbxml);
