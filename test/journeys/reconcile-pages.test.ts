import { withAws } from '../stores/stores.ts';
import { startToys, vendors } from './toys.ts';
import { visit } from './visit.ts';

const aws = withAws();

const start = async (count: number) => {
  const toys = await startToys(aws(), { a: vendors(count) });
  const { connector, office } = toys;
  await connector.tell(
    'a',
    Array.from({ length: count }, (_, n) => String(n + 1)),
  );
  await visit(connector, office);
  expect(office.vendors()).toHaveLength(count);
  return toys;
};

/** How many vendors each message asks for. */
const asked = (sent: readonly string[]): number[] =>
  sent.filter((qbxml) => qbxml.includes('>CompanyName<')).map((qbxml) => qbxml.split('<ListID>').length - 1);

test('pages grow while answers are quick, and a comparison that died goes on where it was', async () => {
  const { connector, office } = await start(500);
  const { people } = office.quickbooks;
  for (const n of [1, 300, 500]) people.setActive(people.find('Vendor', `Vendor ${n}`) ?? '', false);
  expect(await connector.reconcile()).toBe(500);
  let before = office.sent.length;
  let messages = 0;
  const dies = (qbxml: string) => {
    if (qbxml.includes('>CompanyName<')) messages += 1;
    return messages === 2;
  };
  expect(await visit(connector, office, { dies })).toMatchObject({ ended: 'died' });
  expect(asked(office.sent.slice(before))).toEqual([150, 200]);
  before = office.sent.length;
  connector.clock.pass(3_600_000);
  office.quickbooks.endSession();
  expect(await visit(connector, office)).toMatchObject({ ended: 'complete' });
  expect(asked(office.sent.slice(before))).toEqual([200, 150]);
  const report = await connector.drift.report(connector.name);
  expect(report).toMatchObject({ subjects: 500 });
  expect(report?.findings.map(({ title }) => title)).toEqual(['Vendor 1', 'Vendor 300', 'Vendor 500']);
});

test('a new comparison begins anew, and what was found for one is not told of the other', async () => {
  const { connector, office } = await start(3);
  const { people } = office.quickbooks;
  const id = people.find('Vendor', 'Vendor 2') ?? '';
  people.setActive(id, false);
  await connector.reconcile();
  await visit(connector, office);
  people.setActive(id, true);
  connector.clock.pass(1000);
  await connector.reconcile();
  await visit(connector, office);
  expect(await connector.drift.report(connector.name)).toMatchObject({ subjects: 3, findings: [] });
});

test('answers that never arrive are asked for in smaller pieces', async () => {
  const { connector, office } = await start(100);
  await connector.reconcile();
  const dies = (qbxml: string) => asked([qbxml]).some((count) => count > 20);
  const sizes: number[] = [];
  for (let n = 0; n < 20; n++) {
    const before = office.sent.length;
    const { ended } = await visit(connector, office, { dies });
    sizes.push(...asked(office.sent.slice(before)));
    if (ended === 'complete') break;
    connector.clock.pass(3_600_000);
    office.quickbooks.endSession();
  }
  expect(sizes.at(-1)).toBeLessThanOrEqual(20);
  expect(await connector.drift.report(connector.name)).toMatchObject({ subjects: 100, findings: [] });
});

test('what is never answered, however small, is given up, and sessions come to their end again', async () => {
  const { connector, office } = await start(3);
  await connector.reconcile();
  const dies = (qbxml: string) => asked([qbxml]).length > 0;
  const ended: string[] = [];
  for (let n = 0; n < 12; n++) {
    ended.push((await visit(connector, office, { dies })).ended);
    connector.clock.pass(3_600_000);
    office.quickbooks.endSession();
  }
  expect(ended.slice(0, 3)).toEqual(['died', 'died', 'died']);
  expect(ended.slice(-3)).toEqual(['complete', 'complete', 'complete']);
  const { reconcile, reconciled } = await connector.connection();
  expect(reconcile).toBeUndefined();
  expect(reconciled?.why).toContain('No answer arrived');
});

test.each([
  ['that is no XML', { response: '<QBXML><QBXMLMsgsRs>' }],
  ['that QuickBooks cannot parse', { hresult: '0x80040400', message: 'found an error when parsing' }],
])('a comparison with an answer %s ends, and keeps no session from its end', async (_, answer) => {
  const { connector, office } = await start(3);
  await connector.reconcile();
  office.meddle(async (qbxml) => (asked([qbxml]).length > 0 ? answer : undefined));
  expect(await visit(connector, office)).toMatchObject({ ended: 'stopped' });
  connector.clock.pass(3_600_000);
  office.quickbooks.endSession();
  expect(await visit(connector, office)).toMatchObject({ ended: 'complete' });
  expect((await connector.connection()).reconciled?.why).toBeDefined();
});
