import { withAws } from '../stores/stores.ts';
import { type Builder, type BuilderOptions, commitment, ORDER, startBuilder } from './builder.ts';
import type { Connector } from './connector.ts';
import { isWrite, type Meddle } from './office.ts';
import { saying } from './sayings.ts';
import { startToys, type ToysOptions, vendors } from './toys.ts';
import { visit } from './visit.ts';

const aws = withAws();

const HOUR_MS = 3_600_000;

const start = async (options?: ToysOptions) => {
  const table = vendors(1);
  const toys = await startToys(aws(), { a: table }, options);
  await toys.connector.tell('a', ['1']);
  return { table, ...toys };
};

const recordOf = async ({ records, name }: Connector, flow = 'a', id = '1') =>
  (await records.get(name, [{ flow, id }])).get(`${flow}#${id}`);

/** Just before the first write reaches QuickBooks. */
const firstly = (happens: () => void): Meddle => {
  let done = false;
  return async (qbxml) => {
    if (isWrite(qbxml) && !done) {
      done = true;
      happens();
    }
    return undefined;
  };
};

/** QuickBooks carries the write out and says this of it. */
const yetSaying =
  (code: string, severity: string, words: string): Meddle =>
  async (qbxml, process) => {
    const processed = await process(qbxml);
    if (!isWrite(qbxml) || !('response' in processed)) return processed;
    const status = `statusCode="${code}" statusSeverity="${severity}" statusMessage="${words}"`;
    return { response: processed.response.replace(/statusCode="0"[^>]*?statusMessage="[^"]*"/, status) };
  };

describe('a name that is taken (3100) between the lookup and the Add', () => {
  test('by a vendor: linked, in the same session, as not ours', async () => {
    const { connector, office } = await start();
    let id = '';
    office.meddle(
      firstly(() => {
        id = office.quickbooks.people.add('Vendor', 'VENDOR 1');
      }),
    );
    expect(await visit(connector, office)).toMatchObject({ ended: 'complete' });
    expect(office.vendors()).toEqual(['VENDOR 1']);
    expect(await recordOf(connector)).toMatchObject({ state: 'synced', mapping: { id, created: false } });
  });

  test('by a vendor, where a person decides on links: offered', async () => {
    const { connector, office } = await start({ settings: { link: 'ask' } });
    office.meddle(firstly(() => office.quickbooks.people.add('Vendor', 'Vendor 1')));
    await visit(connector, office);
    expect(await connector.stateOf('a#1')).toBe('awaiting-approval: adoption-offered');
  });

  test('by an inactive vendor: told to a person', async () => {
    const { connector, office } = await start();
    const { people } = office.quickbooks;
    office.meddle(firstly(() => people.setActive(people.add('Vendor', 'Vendor 1'), false)));
    await visit(connector, office);
    expect(await connector.stateOf('a#1')).toBe('failed: inactive-in-quickbooks');
  });

  test('by something that no lookup sees: told in QuickBooks own words after three tries', async () => {
    const { connector, office } = await start();
    const words = 'The name of the list element is already in use.';
    office.meddle(saying('3100', words));
    for (let n = 0; n < 2; n++) {
      await visit(connector, office);
      connector.clock.pass(HOUR_MS);
    }
    expect(office.sent.filter(isWrite)).toHaveLength(3);
    expect(await recordOf(connector)).toMatchObject({
      state: 'failed',
      reason: { code: 'quickbooks-refused', detail: { code: '3100', words } },
    });
  });
});

test('a vendor of ours that takes the name of another one is told to a person, and keeps its mapping', async () => {
  const { table, connector, office } = await start();
  await visit(connector, office);
  const id = office.quickbooks.people.find('Vendor', 'Vendor 1');
  office.quickbooks.people.add('Vendor', 'Vendor One');
  table.set('1', { name: 'Vendor One' });
  await connector.tell('a', ['1']);
  for (let n = 0; n < 2; n++) {
    await visit(connector, office);
    connector.clock.pass(HOUR_MS);
  }
  expect(await recordOf(connector)).toMatchObject({
    state: 'failed',
    reason: { detail: { code: '3100', cure: expect.stringMatching(/Rename one/) } },
    mapping: { id },
  });
});

describe('an internal error (1000)', () => {
  test('of an Add that was carried out all the same: found by the next lookup, never added twice', async () => {
    const { connector, office } = await start();
    office.meddle(yetSaying('1000', 'Error', 'There has been an internal error.'));
    await visit(connector, office);
    expect(await connector.stateOf('a#1')).toBe('queued');
    office.meddle(undefined);
    connector.clock.pass(HOUR_MS);
    await visit(connector, office);
    expect(office.vendors()).toEqual(['Vendor 1']);
    expect(office.sent.filter(isWrite)).toHaveLength(1);
    expect(await recordOf(connector)).toMatchObject({ state: 'synced', mapping: { created: true } });
  });

  test('every time is told to a person, with what was said', async () => {
    const { connector, office } = await start();
    office.meddle(saying('1000', 'There has been an internal error.'));
    for (let n = 0; n < 9; n++) {
      await visit(connector, office);
      connector.clock.pass(2 * HOUR_MS);
    }
    expect(await recordOf(connector)).toMatchObject({
      state: 'failed',
      reason: { code: 'gave-up', detail: { words: 'There has been an internal error.' } },
    });
  });
});

test('a set that was stopped before a record (3231) sends it again later, and no attempt is used up', async () => {
  const { connector, office } = await start();
  let times = 0;
  office.meddle(async (qbxml, process) => {
    if (!isWrite(qbxml) || times === 12) return undefined;
    times += 1;
    return saying('3231', 'The request has not been processed.')(qbxml, process);
  });
  for (let n = 0; n < 12; n++) {
    expect(await visit(connector, office)).toMatchObject({ ended: 'complete' });
    expect(await recordOf(connector)).toMatchObject({ state: 'queued', attempts: 0 });
    connector.clock.pass(60_000);
  }
  await visit(connector, office);
  expect(office.vendors()).toEqual(['Vendor 1']);
  expect(await recordOf(connector)).toMatchObject({ state: 'synced', attempts: 0 });
});

describe('a write that was carried out with a warning', () => {
  test.each([
    ['530', 'field-left-out'],
    ['531', 'field-left-out'],
    ['550', 'field-left-out'],
    ['560', 'field-left-out'],
    ['570', 'not-linked'],
    ['599', 'field-left-out'],
  ])('(%s) is synced and flagged as %s, in QuickBooks words', async (code, flag) => {
    const { connector, office } = await start();
    office.meddle(yetSaying(code, 'Warn', 'Not all of it.'));
    await visit(connector, office);
    expect(await recordOf(connector)).toMatchObject({
      state: 'synced',
      flags: [{ code: flag, detail: 'Not all of it.' }],
    });
    expect(office.sent.filter(isWrite)).toHaveLength(1);
  });

  test('that a later change does not meet loses its flag', async () => {
    const { table, connector, office } = await start();
    office.meddle(yetSaying('570', 'Warn', 'Closed.'));
    await visit(connector, office);
    office.meddle(undefined);
    table.set('1', { name: 'Vendor One' });
    await connector.tell('a', ['1']);
    await visit(connector, office);
    expect(await recordOf(connector)).toMatchObject({ state: 'synced', flags: [] });
  });
});

test.each([
  ['3260', /administrator grant/],
  ['3261', /Integrated Applications/],
] as const)('a missing permission (%s) is told with its cure', async (code, cure) => {
  const { connector, office } = await start();
  office.quickbooks.people.forbid('VendorAddRq', code);
  await visit(connector, office);
  expect(await recordOf(connector)).toMatchObject({
    state: 'failed',
    reason: { code: 'quickbooks-refused', detail: { code, cure: expect.stringMatching(cure) } },
  });
});

test.each([
  ['3210', 'You cannot pay more than the amount due.', 'Info'],
  ['3999', 'The moon is full.', 'Error'],
  ['3999', 'The moon is full.', 'Info'],
])('%s "%s" (%s) is told in these words', async (code, words, severity) => {
  const { connector, office } = await start();
  office.meddle(async (qbxml, process) => {
    const said = await saying(code, words)(qbxml, process);
    return said && 'response' in said
      ? { response: said.response.replace('statusSeverity="Error"', `statusSeverity="${severity}"`) }
      : said;
  });
  await visit(connector, office);
  expect(await recordOf(connector)).toMatchObject({
    state: 'failed',
    reason: { code: 'quickbooks-refused', detail: { code, words } },
  });
});

describe('an order', () => {
  let builder: Builder;
  afterEach(() => builder.procore.close());

  const approve = async (options?: BuilderOptions, meddle?: (builder: Builder) => Meddle) => {
    builder = await startBuilder(aws(), options);
    builder.office.meddle(meddle?.(builder));
    await builder.connector.tell('commitments', [ORDER], commitment);
    await visit(builder.connector, builder.office);
    return recordOf(builder.connector, 'commitments', ORDER);
  };

  test('in a file without purchase orders (3250) names the preference', async () => {
    const record = await approve({}, ({ office }) => {
      office.quickbooks.people.prefer({ usesPurchaseOrders: false });
      return async () => undefined;
    });
    expect(record).toMatchObject({
      state: 'failed',
      reason: { detail: { code: '3250', cure: expect.stringMatching(/Items & Inventory/) } },
    });
  });

  test('whose period is closed while its session is under way (3171) says so', async () => {
    const record = await approve({}, ({ office }) => async (qbxml) => {
      if (qbxml.includes('<PurchaseOrderAddRq'))
        office.quickbooks.people.prefer({ closingDate: '2026-12-31' });
      return undefined;
    });
    expect(record).toMatchObject({
      state: 'failed',
      reason: { detail: { code: '3171', cure: expect.stringMatching(/closed period/) } },
    });
    expect(builder.orders()).toEqual([]);
  });
});
