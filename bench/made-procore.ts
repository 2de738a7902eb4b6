import type { Procore } from '../lib/procore/procore.ts';
import {
  COUNTS,
  commitmentId,
  madeCode,
  madeCommitment,
  madeCompany,
  madeProject,
  WIDE_CODE,
  widened,
} from './made-company.ts';
import {
  madeChangeOrder,
  madeInvoice,
  madePayment,
  numberIn,
  PROJECT_COUNTS,
  projectCommitment,
} from './made-project.ts';

const numbers = (count: number): number[] => Array.from({ length: count }, (_, n) => n);

/**
 * A Procore in memory with `commitments` approved orders; those from number `wideFrom` on are of the widely used
 * code too. Only what planning asks of it is slow to make.
 */
export const madeProcore = (commitments: number, now: () => Date, wideFrom = commitments): Procore => {
  const dated = <T>(value: T) => ({ startedAt: now().toISOString(), value });
  const codes = [...numbers(COUNTS.codes).map(madeCode), WIDE_CODE];
  const companies = numbers(COUNTS.vendors).map(madeCompany);
  const projects = numbers(COUNTS.projects).map(madeProject);
  const found = <T extends { id: string }>(all: readonly T[], id: string) => {
    const value = all.find((one) => one.id === id);
    return value ? dated(value) : { startedAt: now().toISOString(), gone: true as const };
  };
  const firstId = Number(commitmentId(0));
  return {
    standardCostCodeLists: async () =>
      dated([{ id: codes[0]?.listId ?? '', name: 'Codes', isErpList: true }]),
    standardCostCodes: async () => dated(codes),
    company: async (id) => found(companies, id),
    companies: async () => dated(companies),
    project: async (id) => found(projects, id),
    projects: async () => dated(projects),
    budget: async (id) => dated({ id, projectId: id, locked: false, rows: [], changes: [] }),
    commitment: async (id) => {
      const n = Number(id) - firstId;
      return dated(n < wideFrom ? madeCommitment(n) : widened(madeCommitment(n)));
    },
    commitments: async () =>
      dated(numbers(commitments).map((n) => ({ id: commitmentId(n), resource: 'Purchase Order Contracts' }))),
    payment: async () => ({ startedAt: now().toISOString(), gone: true }),
    payments: async () => dated([]),
    changeOrder: async () => ({ startedAt: now().toISOString(), gone: true }),
    changeOrders: async () => dated([]),
    invoice: async () => ({ startedAt: now().toISOString(), gone: true }),
    invoices: async () => dated([]),
    changed: async () => [],
  };
};

/** The same with one project that has change orders, invoices and payments. */
export const madeProjectProcore = (now: () => Date): Procore => {
  const dated = <T>(value: T) => ({ startedAt: now().toISOString(), value });
  return {
    ...madeProcore(PROJECT_COUNTS.commitments, now),
    commitment: async (id) => dated(projectCommitment(numberIn(id))),
    changeOrder: async (id) => dated(madeChangeOrder(numberIn(id))),
    invoice: async (id) => dated(madeInvoice(numberIn(id))),
    payment: async (id) => dated(madePayment(numberIn(id))),
  };
};
