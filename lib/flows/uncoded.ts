import type { Feed, ImportContext, Ref } from '../import-flow.ts';
import type { Element } from '../qbxml/message.ts';
import { isZero } from '../qbxml/money.ts';
import type { Settings } from '../settings.ts';
import { COST_FEEDS, type CostHead, type CostLine, headOf, linesOf } from './cost-lines.ts';
import { costRefs, drawnOrder, isCoded, itemOwner, jobOwner } from './costs.ts';
import { fromProcore } from './procore-first.ts';

/** Why a line of a transaction is no cost in Procore. */
export type WhyUncoded =
  | 'before-start'
  | 'no-job'
  | 'job-not-synced'
  /** It is coded to an account, not to an item. */
  | 'no-item'
  | 'item-not-synced'
  | 'billed-from-order'
  | 'foreign-currency'
  | 'tax-included';

/** A line of a transaction that Procore does not see. */
export interface Uncoded extends Pick<CostHead, 'of' | 'txnId' | 'number' | 'date' | 'payee'> {
  readonly line: CostLine;
  readonly why: WhyUncoded;
}

type Known = Pick<ImportContext, 'settings' | 'owner'>;

/** Journals move all that there is: only lines of a job, or of an account that the settings name, are costs. */
const mayCost = (head: CostHead, line: CostLine, known: Known): boolean =>
  !isZero(line.amount) &&
  (head.of !== 'JournalEntry' ||
    isCoded(line, head.of, known.settings) ||
    (line.job !== undefined && jobOwner(line.job, known) !== undefined));

const whyOf = (head: CostHead, line: CostLine, known: Known): WhyUncoded | undefined => {
  const { settings } = known;
  if (!line.job) return 'no-job';
  const project = jobOwner(line.job, known);
  if (!project) return 'job-not-synced';
  if (!isCoded(line, head.of, settings)) return 'no-item';
  if (line.item && !itemOwner(line.item, known)) return 'item-not-synced';
  if (head.date < settings.startDate) return 'before-start';
  if (drawnOrder(head, project, known)) return 'billed-from-order';
  if (head.currency) return 'foreign-currency';
  return head.taxIncluded && 'tax-included';
};

/** What `uncoded` must know the owners of. */
export const uncodedRefs = (feed: Feed, ret: Element, { country }: Settings): readonly Ref[] => {
  const head = headOf(feed, ret, country);
  return head ? costRefs(head, linesOf(ret, country)) : [];
};

/**
 * The lines of a transaction that become no cost in Procore, each with its first reason: for the report that lists
 * them. What came from Procore counts there already: nothing of it is listed.
 */
export const uncoded = (feed: Feed, ret: Element, known: Known): readonly Uncoded[] => {
  const head = headOf(feed, ret, known.settings.country);
  if (!head || fromProcore({ type: feed, id: head.txnId }, known)) return [];
  const { of, txnId, number, date, payee } = head;
  return linesOf(ret, known.settings.country)
    .filter((line) => mayCost(head, line, known))
    .flatMap((line) => {
      const why = whyOf(head, line, known);
      return why ? [{ of, txnId, number, date, ...(payee && { payee }), line, why }] : [];
    });
};

/** How costs are read for the comparison of both sides. */
export const costReading = { feeds: COST_FEEDS, refs: uncodedRefs, lines: uncoded };
