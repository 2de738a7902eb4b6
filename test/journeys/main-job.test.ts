import { type Deployed, startDeployed } from './deployed.ts';

let world: Deployed;

beforeAll(async () => {
  world = await startDeployed();
  await world.tellAll();
  await world.settleDown();
}, 300_000);

afterAll(() => world.close());

const books = () => world.companies.map(({ quickbooks }) => quickbooks.books());

const differences = async () => (await Promise.all(world.companies.map((each) => each.differences()))).flat();

describe('what was approved in Procore', () => {
  test('stands in both QuickBooks as the samples expect, to the cent and to the character', async () => {
    expect(await differences()).toEqual([]);
    expect(world.crashes).toEqual([]);
  });

  test('is billed to the last piece where the last invoice came, but for the credit that nobody billed', () => {
    const order = world.companies[0]?.quickbooks
      .books()
      .purchaseOrders.find((one) => one.refNumber === 'SC-101');
    const left = order?.lines.filter(({ fields }) => fields.ReceivedQuantity !== fields.Quantity);
    expect(order?.lines).toHaveLength(7);
    expect(left?.map(({ fields }) => fields.Desc)).toEqual(['003: Credit: level 2 ceiling left out']);
  });

  test('is not touched by a second round of the webhooks of one of them, doubled and in another order', async () => {
    const before = books();
    await world.tellAll(world.companies[1]);
    await world.settleDown();
    expect(books()).toEqual(before);
    expect(await differences()).toEqual([]);
  });

  test('is in QuickBooks after the next session when it is approved later', async () => {
    const [us] = world.companies;
    if (!us) throw new Error('there is no US company');
    const company = world.procore.company(us.sample.settings.procore.companyId);
    const draft = company.data.projects
      .flatMap(({ work_order_contracts }) => work_order_contracts)
      .find(({ record }) => record.status === 'Draft');
    if (!draft) throw new Error('the US sample has no draft');
    const before = us.quickbooks.books().purchaseOrders.length;
    company.update('Work Order Contracts', draft.record.id, { status: 'Approved' });
    await world.procore.webhooks.settled();
    await world.settleDown();
    const orders = us.quickbooks.books().purchaseOrders;
    expect(orders.length - before).toBe(1);
    expect(orders.at(-1)?.refNumber).toBe(draft.record.number);
  });
});
