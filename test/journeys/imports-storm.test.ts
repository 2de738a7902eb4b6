import { poll } from '../../lib/admin/poll.ts';
import { importFlows } from '../../lib/flows/imports.ts';
import { flows } from '../../lib/flows/index.ts';
import type { Asked } from '../../local/simulators/procore/endpoint.ts';
import type { Fault } from '../../local/simulators/procore/faults.ts';
import { seeded } from '../procore/seeded.ts';
import { withAws } from '../stores/stores.ts';
import { billsOf, requisition, SOURCE, startBilling, THREE } from './billing.ts';
import type { Builder } from './builder.ts';
import { visit } from './visit.ts';

const aws = withAws();

const HOUR = 3_600_000;
const MINUTE = 60_000;
const JOB = 'Harbor Trust:Quay House';
const CODES = ['16-100', '04'];
/** Near names would wait for a person. */
const NAMES = ['Pier One', 'Granary', 'Theatre', 'Museum Wing', 'Bakery', 'Observatory', 'Library', 'Clinic'];

const answering = (status: number, headers?: Record<string, string>): Fault => ({
  do: 'answer',
  answer: { status, headers, body: { errors: 'trouble' } },
});

/** What goes wrong, by chance, while it may. */
const createTrouble = (chance: () => number) => {
  const trouble = { on: false };
  const isNow = (often: number): boolean => trouble.on && chance() < often;
  const pick = <T>(all: readonly T[]): T => all[Math.floor(chance() * all.length)] as T;
  const dying =
    <A extends unknown[], R>(call: (...all: A) => Promise<R>) =>
    async (...all: A): Promise<R> => {
      if (isNow(0.02)) throw new Error('died');
      const done = await call(...all);
      if (isNow(0.02)) throw new Error('died');
      return done;
    };
  const faults = ({ path }: Asked): Fault | undefined => {
    if (path === '/oauth/token' || !isNow(0.15)) return undefined;
    const busy = path.includes('direct_costs') ? [answering(409)] : [];
    return pick<Fault>([
      ...[answering(503), answering(429, { 'Retry-After': '7' }), answering(429, { 'Retry-After': '900' })],
      ...[{ do: 'break-off' } as const, { do: 'hang-up' } as const, ...busy],
    ]);
  };
  return { trouble, isNow, pick, dying, faults };
};

type Trouble = ReturnType<typeof createTrouble>;

/** The bookkeeper at work, and what the books should come to in Procore. */
const createBookkeeper = ({ office }: Builder, paid: string, { pick }: Trouble, chance: () => number) => {
  const { people } = office.quickbooks;
  const costs = new Map<string, string>();
  const payments = new Map<string, string>();
  let count = 0;
  const amounts = () =>
    Array.from({ length: 1 + Math.floor(chance() * 3) }, () => (1 + Math.floor(chance() * 9_999)) / 100);
  const lines = (all: readonly number[]) =>
    all.map((amount) => ({ ItemRef: pick(CODES), CustomerRef: JOB, Amount: amount.toFixed(2) }));
  const total = (all: readonly number[], sign = 1): string =>
    ((sign * all.reduce((sum, amount) => sum + Math.round(amount * 100), 0)) / 100).toFixed(2);
  const next = (letter: string): string => {
    count += 1;
    return `${letter}-${count}`;
  };
  const enter = () => {
    const all = amounts();
    const head = { TxnDate: '2026-03-04', ItemLineAdd: lines(all) };
    const kind = pick(['Bill', 'VendorCredit', 'Check'] as const);
    const RefNumber = next(kind.slice(0, 1));
    const id =
      kind === 'Check'
        ? people.addPurchase('Check', {
            ...head,
            AccountRef: 'Checking',
            PayeeEntityRef: 'Corner',
            RefNumber,
          })
        : people.addBill({ ...head, VendorRef: 'Alder Electrical Inc', RefNumber }, kind);
    costs.set(id, total(all, kind === 'VendorCredit' ? -1 : 1));
  };
  const change = () => {
    const id = pick([...costs.keys()]);
    if (!id) return;
    const sign = costs.get(id)?.startsWith('-') ? -1 : 1;
    const all = amounts();
    people.edit(id, { ItemLineAdd: lines(all) });
    costs.set(id, total(all, sign));
  };
  const leave = () => {
    const id = pick([...costs.keys()]);
    if (!id) return;
    if (chance() < 0.5) people.void(id);
    else people.remove(id);
    costs.delete(id);
  };
  const pay = () => {
    const amount = ((1 + Math.floor(chance() * 9_999)) / 100).toFixed(2);
    payments.set(people.payBill(paid, amount, { RefNumber: next('7'), TxnDate: '2026-03-05' }), amount);
  };
  const unpay = () => {
    const id = pick([...payments.keys()]);
    if (!id) return;
    people.remove(id);
    payments.delete(id);
  };
  const jobs: string[] = [];
  const build = () => {
    const name = NAMES[jobs.length];
    if (!name) return;
    people.add('Customer', `Harbor Trust:${name}`);
    jobs.push(name);
  };
  const deeds = [enter, enter, enter, change, change, leave, pay, pay, unpay, build];
  return { work: () => pick(deeds)(), costs, payments, jobs };
};

/** One hour: a session that may die, the writer under trouble, messages lost or come twice, a beat each quarter. */
const hour = async ({ connector, office }: Builder, { isNow }: Trouble): Promise<void> => {
  connector.clock.pass(HOUR / 2);
  await visit(connector, office, { dies: () => isNow(0.1) });
  for (let quarter = 0; quarter < 3; quarter++) {
    for (let turn = 0; turn < 4; turn++) {
      const hints = connector.writes.take().filter(() => !isNow(0.1));
      if (hints.length === 0) break;
      await connector.writes.send(isNow(0.2) ? [...hints, ...hints] : hints);
      await connector.write().catch(async (error: Error) => {
        if (error.message !== 'died') throw error;
        if (!isNow(0.3)) await connector.writes.send(hints);
      });
    }
    await connector.drain();
    connector.clock.pass(15 * MINUTE);
    await connector.beat();
  }
  await poll({ ...connector, flows, imports: importFlows }, connector.name);
};

test.each([1, 3, 11])(
  'after a storm (seed %i) Procore has what the books say: nothing twice, nothing lost',
  async (seed) => {
    const chance = seeded(seed);
    const world = createTrouble(chance);
    const { trouble, dying, faults } = world;
    const builder = await startBilling(aws(), THREE.slice(0, 1).map(requisition), {
      imports: importFlows,
      settings: {
        imports: { jobs: '1h', vendors: 'never', costs: '1h', payments: '1h' },
        approval: { jobs: 'auto' },
      },
      procore: { faults },
    });
    const { connector, office, company, procore } = builder;
    const { people } = office.quickbooks;
    people.add('Account', 'Checking', { AccountType: 'Bank' });
    people.add('Vendor', 'Corner');
    await connector.tell('cost-codes', ['51', '52']);
    await connector.tell('invoices', ['11'], SOURCE);
    for (let n = 0; n < 3; n++) await hour(builder, world);
    const [bill] = billsOf(builder);
    if (!bill) throw new Error('the invoice is not in QuickBooks');
    const books = createBookkeeper(builder, bill.id, world, chance);
    const { records } = connector;
    const real = { save: records.save, get: records.get, holders: records.holders };
    for (let n = 0; n < 12; n++) {
      for (let deed = 0; deed < 4; deed++) books.work();
      trouble.on = true;
      Object.assign(records, { save: dying(real.save), get: dying(real.get), holders: dying(real.holders) });
      await hour(builder, world).catch((error: Error) => {
        if (error.message !== 'died') throw error;
      });
      Object.assign(records, real);
      trouble.on = false;
    }
    for (let n = 0; n < 8; n++) await hour(builder, world);

    const project = company.projects[0];
    const standing = (project?.direct_costs ?? []).map(({ record }) => [
      String(record.origin_id).split('/')[0],
      record.grand_total,
    ]);
    expect(standing.sort()).toEqual([...books.costs].sort());
    const paid = (project?.work_order_contracts[0]?.payments ?? []).map(({ origin_id, amount }) => [
      String(origin_id).split('/')[0],
      amount,
    ]);
    expect(paid.sort()).toEqual([...books.payments].sort());
    const created = company.projects
      .map(({ record }) => record.name)
      .filter((name) => NAMES.includes(String(name)));
    expect(created.sort()).toEqual([...books.jobs].sort());
    const jobs = office.quickbooks
      .books()
      .objects.filter(({ fullName }) => books.jobs.some((name) => fullName === `Harbor Trust:${name}`));
    expect(jobs).toHaveLength(books.jobs.length);
    for (const flow of ['costs', 'bill-payments', 'jobs'])
      for (const state of Object.values(await connector.states(flow)))
        expect(state).toMatch(/^(synced|skipped: (taken-out|withdrawn))$/);
    await procore.close();
  },
  120_000,
);
