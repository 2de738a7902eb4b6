import type { CommitmentRow, LineRow } from './expand-commitment.ts';
import { type Chance, seeded } from './seeded.ts';

/** What a company's ordinary commitments are drawn from. */
export interface Bulk {
  readonly seed: number;
  readonly count: number;
  readonly lines: number;
  readonly firstSubcontractId: string;
  readonly firstOrderId: string;
  /** Number of the first one; the prefixes say the kind. */
  readonly firstNumber: number;
  readonly prefixes: readonly [subcontract: string, purchaseOrder: string];
  readonly projectIds: readonly string[];
  readonly vendorIds: readonly string[];
  readonly codes: readonly string[];
  readonly works: readonly string[];
  readonly places: readonly string[];
  readonly uoms: readonly string[];
}

const decimal = (units: number, digits: number): string => {
  const text = String(Math.abs(units)).padStart(digits + 1, '0');
  const fraction = text.slice(text.length - digits).replace(/0+$/, '');
  return `${units < 0 ? '-' : ''}${text.slice(0, text.length - digits)}.${fraction === '' ? '0' : fraction}`;
};

const pricedLine = (chance: Chance, bulk: Bulk, text: string): LineRow => {
  const tenths = chance.between(3, 9_000);
  const cents = chance.between(15, 12_000);
  const thousandths = tenths * cents;
  const amount = Math.floor((thousandths + 5) / 10);
  return {
    code: chance.pick(bulk.codes),
    text,
    amount: decimal(amount, 2),
    units: [decimal(tenths, 1), chance.pick(bulk.uoms), decimal(cents, 2)],
  };
};

const lineOf = (chance: Chance, bulk: Bulk, byUnit: boolean, index: number): LineRow => {
  const text = `${chance.pick(bulk.works)}, ${chance.pick(bulk.places)}`;
  if (byUnit && index % 4 !== 3) return pricedLine(chance, bulk, text);
  const cents = index % 9 === 7 ? 0 : chance.between(5_000, 4_000_000);
  return {
    code: chance.pick(bulk.codes),
    text,
    amount: decimal(index % 11 === 10 ? -Math.floor(cents / 40) : cents, 2),
  };
};

const rowOf = (chance: Chance, bulk: Bulk, index: number): CommitmentRow => {
  const isOrder = index % 2 === 1;
  const first = isOrder ? bulk.firstOrderId : bulk.firstSubcontractId;
  const title = `${chance.pick(bulk.works)}, ${chance.pick(bulk.places)}`;
  const day = String(chance.between(1, 28)).padStart(2, '0');
  return {
    id: String(BigInt(first) + BigInt(index)),
    kind: isOrder ? 'purchase-order' : 'subcontract',
    projectId: bulk.projectIds[index % bulk.projectIds.length]!,
    vendorId: chance.pick(bulk.vendorIds),
    number: `${bulk.prefixes[isOrder ? 1 : 0]}${bulk.firstNumber + index}`,
    title,
    date: `2026-0${chance.between(1, 4)}-${day}`,
    lines: Array.from({ length: bulk.lines + (index % 5) }, (_, line) => lineOf(chance, bulk, isOrder, line)),
  };
};

/** The ordinary commitments of a company; the same seed gives the same ones. */
export const bulkCommitments = (bulk: Bulk): readonly CommitmentRow[] => {
  const chance = seeded(bulk.seed);
  return Array.from({ length: bulk.count }, (_, index) => rowOf(chance, bulk, index));
};
