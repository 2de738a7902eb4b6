import { createMarking } from '../../lib/engine/marks.ts';
import { formerly } from '../../lib/engine/own-mark.ts';
import { flows } from '../../lib/flows/index.ts';
import type { Asked } from '../../local/simulators/procore/endpoint.ts';
import type { Fault } from '../../local/simulators/procore/faults.ts';
import { withAws } from '../stores/stores.ts';
import {
  type Builder,
  type BuilderOptions,
  commitment,
  ORDER,
  PROJECT,
  SUBCONTRACT,
  startBuilder,
} from './builder.ts';
import { isWrite as isQuickBooksWrite } from './office.ts';
import { visit } from './visit.ts';

const aws = withAws();
const open: Builder[] = [];

afterEach(async () => {
  await Promise.all(open.splice(0).map(({ procore }) => procore.close()));
});

const MINUTE = 60_000;
const isWrite = ({ method }: Asked): boolean => method === 'PATCH';

/** Both orders in QuickBooks, with all that they need; nothing is written into Procore yet. */
const posted = async (options?: BuilderOptions) => {
  const builder = await startBuilder(aws(), options);
  open.push(builder);
  const { connector, office, procore, company } = builder;
  await connector.tell('commitments', [ORDER, SUBCONTRACT], commitment);
  await visit(connector, office);
  const project = company.projects[0];
  const order = project?.purchase_order_contracts[0]?.record;
  const subcontract = project?.work_order_contracts[0]?.record;
  const code = company.standard_cost_codes.find(({ id }) => id === 51);
  const marked = () =>
    [...company.vendors, project?.record, code, order, subcontract].map((row) => row?.origin_id);
  const record = async (flow: string, id: string) => {
    const found = await connector.records.get(connector.name, [{ flow, id }]);
    return found.get(`${flow}#${id}`);
  };
  return {
    ...{ ...builder, order, subcontract, marked, record },
    /** Calls that wrote into Procore. */
    patches: () => procore.requests.filter(isWrite).length,
    /** The clock goes on, with a beat and what it hints at every so many minutes. */
    minutes: async (count: number, every = 1) => {
      for (let n = 0; n < count; n += every) {
        connector.clock.pass(every * MINUTE);
        await connector.beat();
        // A sweep hints at what it finds.
        await connector.write();
        await connector.write();
      }
    },
  };
};

const all = [expect.any(String), expect.any(String), expect.any(String), expect.any(String)];
const ALL = [...all, expect.any(String), expect.any(String)];
const NONE = [null, null, null, null, null, null];

const answering = (status: number, body: unknown): Fault => ({ do: 'answer', answer: { status, body } });

describe('records that are in QuickBooks', () => {
  test('carry its ids in Procore, and what QuickBooks calls them', async () => {
    const { connector, office, order, marked, record, patches, company } = await posted();
    expect(await connector.write()).toMatchObject({ refused: 0, later: 0 });
    expect(marked()).toEqual(ALL);
    const { mapping } = (await record('commitments', ORDER)) ?? {};
    const { id, editSequence } = mapping ?? {};
    expect(order).toMatchObject({
      origin_id: id,
      origin_code: office.quickbooks.books().purchaseOrders[0]?.refNumber,
    });
    expect(JSON.parse(String(order?.origin_data))).toEqual({ edit_sequence: editSequence });
    expect(company.vendors[0]?.origin_code).toBe('Alder Electrical Inc');
    expect(patches()).toBe(5);
  });

  test('are written once, however often the message comes', async () => {
    const { connector, patches, minutes } = await posted();
    const hints = connector.writes.take();
    for (let times = 0; times < 3; times++) {
      await connector.writes.send(hints);
      await connector.write();
    }
    await minutes(20);
    expect(patches()).toBe(5);
  });

  test('do not go to QuickBooks again when Procore tells of the mark', async () => {
    const { connector, office, record, patches, minutes } = await posted();
    await connector.write();
    const before = office.sent.filter(isQuickBooksWrite);
    await connector.tell('commitments', [ORDER, SUBCONTRACT], commitment);
    await connector.tell('companies', ['501', '502']);
    await connector.tell('projects', [PROJECT]);
    const order = await record('commitments', ORDER);
    expect(order).toMatchObject({
      state: 'synced',
      flags: [],
      content: { origin: { id: order?.mapping?.id } },
    });
    await visit(connector, office);
    expect(office.sent.filter(isQuickBooksWrite)).toEqual(before);
    await minutes(20);
    expect(patches()).toBe(5);
  });

  test('are marked anew when QuickBooks calls them otherwise', async () => {
    const { connector, office, procore, company, patches } = await posted();
    await connector.write();
    procore.company('77').update('Company Vendors', '501', { name: 'Alder & Sons' });
    await connector.tell('companies', ['501']);
    await visit(connector, office);
    await connector.write();
    expect(company.vendors[0]).toMatchObject({ origin_code: 'Alder & Sons' });
    expect(patches()).toBe(6);
  });

  test('are not marked anew for a change that leaves id and name', async () => {
    const { connector, office, procore, patches } = await posted();
    await connector.write();
    procore.company('77').update('Company Vendors', '501', { city: 'Olympia' });
    await connector.tell('companies', ['501']);
    expect(await visit(connector, office)).toMatchObject({ ended: 'complete' });
    expect(connector.writes.take()).toEqual([]);
    expect(patches()).toBe(5);
  });
});

describe('nothing is lost', () => {
  test('when Procore is out of reach for hours', async () => {
    const fault = { on: true };
    const { connector, marked, record, minutes } = await posted({
      procore: {
        faults: (asked) => (fault.on && isWrite(asked) ? answering(503, 'maintenance') : undefined),
      },
    });
    await connector.write();
    expect((await connector.connection()).procoreTrouble).toContain('503');
    await minutes(5 * 60, 10);
    expect(marked()).toEqual(NONE);
    fault.on = false;
    await minutes(2);
    expect(marked()).toEqual(ALL);
    expect((await connector.connection()).procoreTrouble).toBeUndefined();
    expect((await record('commitments', ORDER))?.flags).toEqual([]);
  });

  test('when every message is', async () => {
    const { connector, marked, minutes } = await posted();
    connector.writes.take();
    await minutes(1);
    expect(marked()).toEqual(NONE);
    await minutes(2);
    expect(marked()).toEqual(ALL);
  });

  test('when the message of a sweep is', async () => {
    const { connector, marked, minutes } = await posted();
    connector.writes.take();
    connector.clock.pass(3 * MINUTE);
    await connector.beat();
    await connector.write();
    expect(connector.writes.take()).not.toEqual([]);
    await minutes(11);
    expect(marked()).toEqual(ALL);
  });

  test('when whoever writes dies before it has noted what it wrote', async () => {
    const { connector, marked, patches, minutes } = await posted();
    const { put } = connector.marks;
    connector.marks.put = async () => {
      throw new Error('out of time');
    };
    await expect(connector.write()).rejects.toThrow('out of time');
    connector.marks.put = put;
    await minutes(3);
    expect(marked()).toEqual(ALL);
    expect(patches()).toBe(10);
  });

  test('while the rate limit is used up', async () => {
    const { connector, procore, marked, minutes } = await posted({
      procore: { rateLimit: { perTenSeconds: 15, perHour: 1_000 } },
    });
    for (let n = 0; n < 40 && procore.requests.length < 30; n++) await connector.tell('companies', ['501']);
    await connector.write();
    expect(marked()).toContain(null);
    await minutes(2);
    expect(marked()).toEqual(ALL);
    expect((await connector.connection()).procoreTrouble).toBeUndefined();
  });

  test('when another write holds a project', async () => {
    let conflicts = 3;
    const { connector, order, marked, minutes } = await posted({
      procore: {
        faults: (asked) => {
          if (!asked.path.includes('purchase_order_contracts/sync') || conflicts === 0) return undefined;
          conflicts -= 1;
          return answering(409, { errors: 'Concurrent write' });
        },
      },
    });
    expect(await connector.write()).toMatchObject({ later: 1 });
    expect(order?.origin_id).toBeNull();
    await minutes(5);
    expect(marked()).toEqual(ALL);
  });
});

describe('what Procore does not take', () => {
  test('is flagged in its words, row by row; the record stays synced', async () => {
    const { connector, company, record } = await posted();
    const vendor = await record('companies', '501');
    company.vendors.push({ id: 599, name: 'Twin', origin_id: vendor?.mapping?.id });
    await connector.write();
    expect(await record('companies', '501')).toMatchObject({
      state: 'synced',
      flags: [{ code: 'not-marked', detail: 'origin_id: has already been taken' }],
    });
    expect(await record('companies', '502')).toMatchObject({ state: 'synced', flags: [] });
    expect(company.vendors[1]?.origin_id).toEqual(expect.any(String));
  });

  test('is tried again when the settings are applied, and the flag goes', async () => {
    const { connector, company, record, minutes, patches } = await posted();
    const vendor = await record('companies', '501');
    company.vendors.push({ id: 599, name: 'Twin', origin_id: vendor?.mapping?.id });
    await connector.write();
    company.vendors.pop();
    await minutes(20);
    expect(company.vendors[0]?.origin_id).toBeNull();
    const before = patches();
    await connector.changes.send([{ do: 'replan-all', connection: connector.name }]);
    await connector.drain();
    await minutes(1);
    expect(company.vendors[0]?.origin_id).toBe(vendor?.mapping?.id);
    expect((await record('companies', '501'))?.flags).toEqual([]);
    expect(patches()).toBe(before + 1);
  });

  test('for want of permission says which', async () => {
    const { connector, record } = await posted({
      procore: {
        faults: (asked) =>
          isWrite(asked) ? answering(403, { errors: 'You are not authorized' }) : undefined,
      },
    });
    await connector.write();
    const { flags } = (await record('commitments', ORDER)) ?? {};
    expect(flags).toEqual([
      { code: 'not-marked', detail: expect.stringContaining('Admin on the Commitments tool') },
    ]);
  });

  test('because it conflicts time and again is told to a person in the end', async () => {
    const { connector, record, minutes } = await posted({
      procore: { faults: (asked) => (isWrite(asked) ? answering(409, { errors: 'Duplicate' }) : undefined) },
    });
    await connector.write();
    await minutes(15);
    expect((await record('commitments', ORDER))?.flags).toEqual([
      { code: 'not-marked', detail: expect.stringContaining('Duplicate') },
    ]);
  });
});

describe('what is not written', () => {
  test('over the mark of another integration', async () => {
    const { connector, procore, order, record } = await posted();
    procore.company('77').update('Purchase Order Contracts', ORDER, { origin_id: 'sage-300:17' });
    await connector.tell('commitments', [ORDER], commitment);
    await connector.write();
    expect(order?.origin_id).toBe('sage-300:17');
    expect(await record('commitments', ORDER)).toMatchObject({
      state: 'synced',
      flags: [{ code: 'not-marked', detail: expect.stringContaining('sage-300:17') }],
    });
  });

  test('while the connection is read-only, until it is live and applied', async () => {
    const { connector, marked, minutes, patches } = await posted();
    await connector.apply({ mode: 'read-only' });
    await connector.write();
    await minutes(15);
    expect(marked()).toEqual(NONE);
    expect(patches()).toBe(0);
    await connector.apply({ mode: 'live' });
    await connector.changes.send([{ do: 'replan-all', connection: connector.name }]);
    await connector.drain();
    await minutes(1);
    expect(marked()).toEqual(ALL);
  });

  test('for flows that are not to be marked', async () => {
    const { connector, marked, order } = await posted({ settings: { markProcore: { commitments: false } } });
    await connector.write();
    expect(marked().slice(0, 4)).toEqual(all);
    expect(order?.origin_id).toBeNull();
  });
});

describe('a mark of our own', () => {
  test('leads back to the object when the mapping was lost', async () => {
    const { connector, office, record } = await posted();
    await connector.write();
    const before = await Promise.all([record('companies', '501'), record('commitments', ORDER)]);
    for (const lost of before)
      if (lost)
        await connector.records.save({ ...lost, mapping: undefined, syncedHash: undefined, state: 'queued' });
    await connector.tell('companies', ['501']);
    await connector.tell('commitments', [ORDER], commitment);
    await visit(connector, office);
    const after = await Promise.all([record('companies', '501'), record('commitments', ORDER)]);
    expect(after.map((one) => [one?.state, one?.mapping?.id])).toEqual(
      before.map((one) => ['synced', one?.mapping?.id]),
    );
    expect(office.vendors()).toHaveLength(2);
  });

  test('is taken out of Procore when its record is undone, and set again when it goes again', async () => {
    const { connector, order, record, minutes } = await posted();
    await connector.write();
    await connector.tell('commitments', [ORDER], commitment);
    const known = await record('commitments', ORDER);
    if (!known) throw new Error('no order');
    const { settings } = await connector.connection();
    const undone = { ...known, ...formerly(known), mapping: undefined, syncedHash: undefined };
    await connector.records.save({ ...undone, state: 'rejected' }, known);
    await createMarking({ ...connector, flows, now: connector.clock.now }).unmark(settings, [known]);
    connector.writes.take();
    await minutes(3);
    expect(order).toMatchObject({ origin_id: null, origin_data: null, origin_code: null });
    await connector.tell('commitments', [ORDER], commitment);
    expect((await record('commitments', ORDER))?.flags).toEqual([]);
    const now = await record('commitments', ORDER);
    if (now) await connector.records.save({ ...now, mapping: known.mapping, state: 'synced' }, now);
    await connector.changes.send([{ do: 'replan-all', connection: connector.name }]);
    await connector.drain();
    await minutes(1);
    expect(order?.origin_id).toBe(known.mapping?.id);
  });

  test('of an object that was posted anew is replaced', async () => {
    const { connector, order, record } = await posted();
    await connector.write();
    await connector.tell('commitments', [ORDER], commitment);
    const known = await record('commitments', ORDER);
    const mapping = known?.mapping && { ...known.mapping, id: '1A2B-1234567890' };
    if (known) await connector.records.save({ ...known, mapping }, known);
    await connector.changes.send([{ do: 'replan-all', connection: connector.name }]);
    await connector.drain();
    await connector.beat();
    await connector.write();
    await connector.write();
    expect(order?.origin_id).toBe('1A2B-1234567890');
  });
});

test('a session that dies before it has noted what is to be marked notes it when it goes on', async () => {
  const builder = await startBuilder(aws());
  open.push(builder);
  const { connector, office, company } = builder;
  const { put } = connector.marks;
  await connector.tell('commitments', [ORDER], commitment);
  connector.marks.put = async () => {
    connector.marks.put = put;
    throw new Error('out of time');
  };
  await visit(connector, office).catch(() => undefined);
  connector.clock.pass(10 * MINUTE);
  await visit(connector, office);
  connector.clock.pass(10 * MINUTE);
  await visit(connector, office);
  await connector.write();
  expect(company.projects[0]?.record.origin_id).toEqual(expect.any(String));
  expect(company.projects[0]?.purchase_order_contracts[0]?.record.origin_id).toEqual(expect.any(String));
  expect(company.vendors.filter(({ origin_id }) => origin_id !== null)).toHaveLength(1);
});
