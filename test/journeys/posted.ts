import type { LocalAws } from '../../local/aws.ts';
import { smallBudget, withBudget } from '../procore/budget-data.ts';
import { changePackage } from '../procore/company-data.ts';
import { PROJECT } from './builder.ts';
import { type Paying, type PayingOptions, pay, startPaying } from './paying.ts';
import { visit } from './visit.ts';

const source = { project: PROJECT };

/** A project with a budget, subcontracts, a change order, bills and a check: all of it posted. */
export const startPosted = async (
  aws: LocalAws,
  options: Pick<PayingOptions, 'settings'> = {},
): Promise<Paying> => {
  const paying = await startPaying(aws, {
    ...options,
    payments: { 901: [pay(31)] },
    change: (company) => {
      withBudget(company, smallBudget());
      Object.assign(company.projects[0] ?? {}, {
        change_order_packages: [changePackage(71, 'CO-1', '500.0')],
      });
    },
  });
  const { connector, office } = paying;
  await connector.tell('commitments', ['901', '902', '903'], source);
  await connector.tell('budgets', [PROJECT], source);
  await connector.tell('change-orders', ['71'], source);
  await visit(connector, office);
  await connector.tell('invoices', ['1', '2', '3', '4'], source);
  await visit(connector, office);
  await paying.tell('31');
  await visit(connector, office);
  return paying;
};
