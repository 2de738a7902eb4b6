import { poll } from '../../lib/admin/poll.ts';
import { flows } from '../../lib/flows/index.ts';
import { createTrigger } from '../../lib/webhook/triggers.ts';
import type { LocalAws } from '../../local/aws.ts';
import type { ProcoreBudget } from '../../local/simulators/procore/data.ts';
import { smallBudget, withBudget } from '../procore/budget-data.ts';
import { type Builder, type BuilderOptions, PROJECT, startBuilder } from './builder.ts';

/** A builder whose project has a budget. */
export interface BudgetBuilder extends Builder {
  readonly budget: ProcoreBudget;
  /** A webhook of Procore about some resource of the project, worked off. */
  hook(resource: string, id?: string): Promise<void>;
  /** The hourly look, worked off; gives how many records it asked for. */
  poll(): Promise<number>;
  /** `item amount` of the lines of the only estimate in QuickBooks. */
  lines(): string[];
  state(): Promise<string>;
}

export const startBudgets = async (
  aws: LocalAws,
  given: ProcoreBudget = smallBudget(),
  options: BuilderOptions = {},
): Promise<BudgetBuilder> => {
  const builder = await startBuilder(aws, {
    ...options,
    settings: { off: [], ...options.settings },
    change: (company) => {
      withBudget(company, given);
      options.change?.(company);
    },
  });
  const { connector, office } = builder;
  const trigger = createTrigger(flows);
  const text = (value: unknown): string => (typeof value === 'string' ? value : '');
  return {
    ...builder,
    budget: given,
    hook: async (resource, resourceId = '4711') => {
      const event = { is: 'event', id: 'e', companyId: '77', event: 'update', related: [] } as const;
      const told = trigger({ ...event, projectId: PROJECT, resource, resourceId }, connector.name);
      if (told.is !== 'changes') throw new Error(`${resource} touches nothing`);
      await connector.changes.send(told.changes);
      await connector.drain();
    },
    poll: async () => {
      const asked = await poll({ ...connector, flows, imports: [] }, connector.name);
      await connector.drain();
      return asked;
    },
    lines: () => {
      const { estimates } = office.quickbooks.books();
      if (estimates.length > 1) throw new Error(`there are ${estimates.length} estimates`);
      return (estimates[0]?.lines ?? []).map(
        ({ fields }) => `${text(fields.ItemRef)} ${text(fields.Amount)}`,
      );
    },
    state: () => connector.stateOf(`budgets#${PROJECT}`),
  };
};
