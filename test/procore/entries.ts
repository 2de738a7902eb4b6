import { createEntering } from '../../lib/procore/entering.ts';
import type { DirectCostLine, EntryKey, ProcoreEntry } from '../../lib/procore/entries.ts';
import { createTokenSource } from '../../lib/procore/oauth.ts';
import type { ProcoreCompany, ProcoreProject, Row } from '../../local/simulators/procore/data.ts';
import type { ProcoreOptions } from '../../local/simulators/procore/start.ts';
import { sampleCompany } from './company-data.ts';
import { CREDENTIALS, simulate } from './simulated.ts';

export type Payment = ProcoreEntry & { readonly of: 'contract-payment' };
export type Cost = ProcoreEntry & { readonly of: 'direct-cost' };

/** The sample company, with an invoice to be paid. */
export const companyToEnter = (): ProcoreCompany => {
  const company = sampleCompany();
  const project = company.projects[0] as ProcoreProject;
  return { ...company, projects: [{ ...project, requisitions: [{ id: 32, commitment_id: 901 }] }] };
};

/** A simulated Procore, and what enters into it. */
export const startEntering = async (options: Partial<ProcoreOptions> = {}) => {
  const company = (options.companies?.[0] ?? companyToEnter()) as ProcoreCompany;
  const { simulator, clock } = await simulate({ companies: [company], ...options });
  const token = createTokenSource({ loginUrl: simulator.url, ...CREDENTIALS }, { fetch, now: clock.now });
  const entering = createEntering({ fetch, now: clock.now, token, apiUrl: simulator.url, companyId: '77' });
  const project = company.projects[0] as ProcoreProject;
  return {
    ...{ company, project, simulator, clock, entering },
    enter: (entries: readonly ProcoreEntry[], known: readonly EntryKey[] = []) =>
      entering.enter(entries, new Map(known.map((key) => [key.originId, key]))),
    /** Method and path of each call so far but for tokens, without `/rest`. */
    calls: () =>
      simulator.requests.flatMap(({ method, path }) =>
        path === '/oauth/token' ? [] : [`${method} ${path.replace('/rest/', '')}`],
      ),
    costs: () => project.direct_costs ?? [],
    payments: (): Row[] => project.work_order_contracts[0]?.payments ?? [],
  };
};

export const payment = (fields: Partial<Payment> = {}): Payment => ({
  ...{ of: 'contract-payment', originId: '4D10-1/3A-1', projectId: '9001', contractId: '901' },
  ...{ requisitionId: '32', date: '2026-03-20', amount: '19350.00', method: 'check' },
  ...{ checkNumber: '10482', invoiceNumber: 'SD-1041' },
  ...fields,
});

export const costLine = (n: number, amount = '10.10', code = '51'): DirectCostLine => ({
  ...{ originId: `5E21-1|9001|${n}`, code: { standardCostCodeId: code }, amount, description: `Line ${n}` },
});

export const cost = (fields: Partial<Cost> = {}): Cost => ({
  ...{ of: 'direct-cost', originId: '5E21-1|9001', projectId: '9001', type: 'invoice', vendorId: '501' },
  ...{ number: 'ER-7781', date: '2026-03-05', description: 'Equipment rental' },
  lines: [costLine(1), costLine(2, '-2.05', '52')],
  ...fields,
});
