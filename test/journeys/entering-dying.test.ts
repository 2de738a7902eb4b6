import type { RecordStore } from '../../lib/engine/ports.ts';
import type { Fault } from '../../local/simulators/procore/faults.ts';
import { withAws } from '../stores/stores.ts';
import { PROJECT, startBuilder } from './builder.ts';
import { partOf, told, toyCosts, toyJobs, toyPayments, written } from './toy-entries.ts';
import { visit } from './visit.ts';

const aws = withAws();

/** Dies just after the n-th thing that it does; or an answer of Procore's is lost there. */
const createDeath = () => {
  const death = { left: Number.POSITIVE_INFINITY, came: false };
  const isNow = (): boolean => {
    death.left -= 1;
    if (death.left !== 0) return false;
    death.came = true;
    return true;
  };
  const step = (): void => {
    if (isNow()) throw new Error('died');
  };
  const around =
    <A extends unknown[], R>(call: (...all: A) => Promise<R>) =>
    async (...all: A): Promise<R> => {
      const done = await call(...all);
      step();
      return done;
    };
  return {
    death,
    records: (inside: RecordStore): RecordStore => ({
      ...inside,
      get: around(inside.get),
      save: around(inside.save),
      holders: around(inside.holders),
    }),
    faults: (): Fault | undefined => (isNow() ? { do: 'break-off' } : undefined),
    around,
  };
};

test('whatever the writer dies at, everything is entered once, changed and taken away', async () => {
  const { death, records, faults, around } = createDeath();
  const builder = await startBuilder(aws(), {
    imports: [toyJobs, toyCosts, toyPayments],
    settings: { approval: { jobs: 'auto' } },
    wrap: { records, changes: (inside) => ({ ...inside, send: around(inside.send) }) },
    procore: { faults },
    change: (company) => {
      const [project] = company.projects;
      if (project) company.projects[0] = { ...project, requisitions: [{ id: 32, commitment_id: 901 }] };
    },
  });
  const { connector, office, company, procore } = builder;
  await connector.tell('projects', [PROJECT]);
  await visit(connector, office);
  await written(connector);
  const job = (await partOf(connector, `projects#${PROJECT}`))?.mapping?.id ?? '';

  /** The same, while it dies at a step; a message whose function died comes again. */
  const dying = async (at: number): Promise<boolean> => {
    Object.assign(death, { left: at, came: false });
    for (let hints = connector.writes.take(); hints.length > 0; hints = connector.writes.take()) {
      await connector.writes.send(hints);
      await connector.write().catch(async (error: Error) => {
        if (error.message !== 'died') throw error;
        await connector.writes.send(hints);
      });
    }
    death.left = Number.POSITIVE_INFINITY;
    const { came } = death;
    await connector.drain();
    for (let minute = 0; came && minute < 3; minute++) {
      connector.clock.pass(60_000);
      await connector.beat();
      await written(connector);
    }
    return came;
  };

  const standing = () => ({
    costs: (company.projects[0]?.direct_costs ?? []).map(({ record }) => record.grand_total),
    payments: (company.projects[0]?.work_order_contracts[0]?.payments ?? []).map(({ amount }) => amount),
  });

  let goesOn = true;
  for (let at = 1; goesOn; at++) {
    const [cost, payment, listId] = [`costs#C${at}/J`, `bill-payments#P${at}/B`, `80-${at}`];
    const costs = (amount: string) => ({ number: `B-${at}`, job, amounts: [amount, '1.00'] });
    await told(connector, {
      ...{ [cost]: costs('10.00'), [payment]: { contract: '901', amount: '500.00' } },
      [`jobs#${listId}`]: { listId, name: `Pier ${at}` },
    });
    const created = await dying(at);
    expect(standing()).toEqual({ costs: ['11.00'], payments: ['500.00'] });
    const projects = company.projects.filter(({ record }) => record.origin_id === listId);
    expect(projects.map(({ record }) => record.name)).toEqual([`Pier ${at}`]);
    expect(await partOf(connector, `projects#${projects[0]?.record.id}`)).toMatchObject({
      ...{ state: 'synced', mapping: { type: 'Customer', id: listId, created: false } },
    });
    await told(connector, {
      ...{ [cost]: costs('12.00'), [payment]: { contract: '901', amount: '450.00' } },
    });
    const changed = await dying(at);
    expect(standing()).toEqual({ costs: ['13.00'], payments: ['450.00'] });
    await told(connector, { [cost]: undefined, [payment]: undefined });
    const removed = await dying(at);
    expect(standing()).toEqual({ costs: [], payments: [] });
    goesOn = created || changed || removed;
  }
  await visit(connector, office);
  const jobs = office.quickbooks.books().objects.filter(({ fullName }) => fullName.includes('Pier'));
  expect(jobs).toEqual([]);
  await procore.close();
}, 120_000);
