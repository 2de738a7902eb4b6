import { setTimeout as pause } from 'node:timers/promises';
import type { QuickBooks } from '../local/simulators/quickbooks/quickbooks.ts';
import type { LocalQuickBooks } from '../local/simulators/web-connector/web-connector.ts';

/**
 * What QuickBooks works on in one document: one for each Add or Mod, and one for each object that a query
 * gives back. Names and numbers that a query looks up and does not find cost nothing here.
 */
export const workIn = (asked: string, answered: string): number => {
  const writes = asked.match(/<\w+(?:Add|Mod)Rq\b/g)?.length ?? 0;
  const queried = answered.match(/<(\w+QueryRs)\b[^>]*?(?:\/>|>[\s\S]*?<\/\1>)/g) ?? [];
  return writes + queried.reduce((sum, text) => sum + objectsIn(text), 0);
};

/** Objects stand directly in the answer, in one `…Ret` each; a line of an object is no object. */
const objectsIn = (answer: string): number => {
  const first = /<(\w+Ret)\b/.exec(answer.slice(answer.indexOf('>') + 1))?.[1];
  return first ? (answer.match(new RegExp(`<${first}\\b`, 'g'))?.length ?? 0) : 0;
};

/** A QuickBooks that takes its time: `msPerRecord` for each thing that it works on. */
export const slowed = (quickbooks: QuickBooks, msPerRecord: number): LocalQuickBooks => ({
  companyFile: quickbooks.companyFile,
  country: quickbooks.country,
  beginSession: (companyFile) => quickbooks.beginSession(companyFile),
  endSession: () => quickbooks.endSession(),
  process: async (qbxml) => {
    const processed = await quickbooks.process(qbxml);
    const work = 'response' in processed ? workIn(qbxml, processed.response) : 0;
    if (msPerRecord > 0 && work > 0) await pause(msPerRecord * work);
    return processed;
  },
});
