import { openBooks } from '../local/sample/open-books.ts';
import { createQuickBooks, type QuickBooks } from '../local/simulators/quickbooks/quickbooks.ts';
import {
  addApplication,
  runSession,
  type SessionOptions,
  signInOf,
} from '../local/simulators/web-connector/web-connector.ts';
import { BOOKS_BEFORE } from './made-company.ts';
import { enterByHand } from './made-costs.ts';
import type { Asked, SessionSeen, Told } from './office-protocol.ts';
import { slowed } from './slow-quickbooks.ts';

/** The computer in the contractor's office: QuickBooks and a Web Connector, in a process of their own. */
interface Office {
  readonly quickbooks: QuickBooks;
  readonly session: SessionOptions;
}

let office: Office | undefined;

const install = async ({
  qwc,
  password,
  msPerRecord,
  holdings,
}: Asked & { do: 'install' }): Promise<Told> => {
  const { companyName, country } = BOOKS_BEFORE;
  const quickbooks = createQuickBooks({ companyName, country });
  openBooks(quickbooks.people, BOOKS_BEFORE);
  if (holdings) enterByHand(quickbooks.people, holdings);
  const added = await addApplication(qwc, quickbooks);
  if ('refused' in added) return { is: 'failed', why: JSON.stringify(added.refused) };
  office = {
    quickbooks,
    session: { ...signInOf(added.qwc), password, quickbooks: slowed(quickbooks, msPerRecord) },
  };
  return { is: 'installed' };
};

const runOne = async ({ quickbooks, session }: Office): Promise<SessionSeen> => {
  const began = performance.now();
  const report = await runSession(session);
  return { report, ms: performance.now() - began, orders: quickbooks.books().purchaseOrders.length };
};

const answer = async (asked: Asked): Promise<Told> => {
  if (asked.do === 'install') return install(asked);
  if (!office) return { is: 'failed', why: 'nothing is installed' };
  return { is: 'session', seen: await runOne(office) };
};

process.on('message', (asked: Asked) => {
  void answer(asked)
    .catch((error: unknown): Told => ({ is: 'failed', why: String(error) }))
    .then((told) => process.send?.(told));
});
