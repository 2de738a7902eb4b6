import { override } from '../../lib/admin/mend.ts';
import type { SyncRecord } from '../../lib/engine/record.ts';
import type { Settings } from '../../lib/settings.ts';
import { changePackage } from '../procore/company-data.ts';
import { withAws } from '../stores/stores.ts';
import { type Builder, PROJECT, SUBCONTRACT, startBuilder } from './builder.ts';
import { visit } from './visit.ts';

const aws = withAws();
const open: Builder[] = [];
afterEach(async () => {
  await Promise.all(open.splice(0).map(({ procore }) => procore.close()));
});

const key = { flow: 'commitments', id: SUBCONTRACT };
const isMod = (qbxml: string): boolean => qbxml.includes('<PurchaseOrderModRq');

/** The subcontract posted, then terminated in Procore. */
const start = async (closeOrders: Settings['closeOrders']) => {
  const change: NonNullable<Parameters<typeof startBuilder>[1]>['change'] = ({ projects: [project] }) => {
    Object.assign(project ?? {}, { change_order_packages: [changePackage(71, '1', '10.0')] });
  };
  const builder = await startBuilder(aws(), { settings: { closeOrders }, change });
  open.push(builder);
  const { connector, office, procore } = builder;
  const tell = () => connector.tell('commitments', [SUBCONTRACT], { project: PROJECT });
  const update = async (patch: Record<string, unknown>) => {
    procore.company(77).update('Work Order Contracts', 901, patch);
    await tell();
  };
  await tell();
  await visit(connector, office);
  await update({ status: 'Terminated' });
  const order = () => office.quickbooks.books().purchaseOrders[0];
  return {
    ...builder,
    update,
    isClosed: () => order()?.fields.IsManuallyClosed === 'true',
    lines: () => order()?.lines.map(({ fields }) => fields.Other2),
    orderId: () => order()?.id ?? '',
    record: async () =>
      (await connector.records.get(connector.name, [key])).get(`commitments#${SUBCONTRACT}`) as SyncRecord,
    session: async (dies?: (qbxml: string) => boolean) => (await visit(connector, office, { dies })).ended,
    mods: () => office.sent.filter(isMod),
    close: () => override(connector.operator, connector.name, key, { close: true }),
  };
};

describe('the order of a terminated subcontract', () => {
  test('auto: is closed with all its lines, and takes no further change order', async () => {
    const { session, isClosed, lines, record, connector, mods } = await start('auto');
    expect(await session()).toBe('complete');
    expect([isClosed(), lines()]).toEqual([true, ['pl:9011']]);
    const { state, flags, mapping } = await record();
    expect([state, flags, Object.keys(mapping?.lines ?? {})]).toEqual(['synced', [], ['9011']]);
    await connector.tell('change-orders', ['71'], { project: PROJECT });
    await session();
    expect(await connector.stateOf('change-orders#71')).toBe('failed: order-closed');
    expect(mods()).toHaveLength(1);
  });

  test('ask: is flagged with what there is to do, and closed on a person’s word', async () => {
    const { session, isClosed, record, close, mods } = await start('ask');
    expect(await session()).not.toBe('died');
    expect([isClosed(), mods()]).toEqual([false, []]);
    expect(await record()).toMatchObject({
      state: 'synced',
      flags: [{ code: 'changed-in-procore', detail: 'close order: the commitment is Terminated in Procore' }],
    });
    expect(await close()).toMatchObject({ is: 'done', record: { state: 'queued' } });
    await session();
    expect(isClosed()).toBe(true);
    expect(await record()).toMatchObject({ state: 'synced', flags: [] });
    expect(await close()).toMatchObject({ is: 'refused' });
  });

  test('ask, then auto: applying the setting closes it', async () => {
    const { session, isClosed, connector } = await start('ask');
    await session();
    await connector.apply({ closeOrders: 'auto' });
    await connector.changes.send([{ do: 'replan-all', connection: connector.name }]);
    await connector.drain();
    await session();
    expect(isClosed()).toBe(true);
  });

  test('is closed once, though the answer is lost', async () => {
    const { session, isClosed, record, connector, mods } = await start('auto');
    expect(await session(isMod)).toBe('died');
    connector.clock.pass(3_600_000);
    await session();
    expect([isClosed(), (await record()).state, mods().length]).toEqual([true, 'synced', 1]);
  });

  test('is left as it is when somebody closed it already', async () => {
    const { session, office, orderId, record, mods } = await start('auto');
    office.quickbooks.people.edit(orderId(), { IsManuallyClosed: 'true' });
    await session();
    expect([(await record()).state, mods()]).toEqual(['synced', []]);
  });

  test('that goes on again before anything was sent stays open', async () => {
    const { session, isClosed, update, record } = await start('auto');
    await update({ status: 'Approved' });
    await session();
    expect([isClosed(), (await record()).flags]).toEqual([false, []]);
  });

  test('in a closed period is told to a person', async () => {
    const { session, office, record } = await start('auto');
    office.quickbooks.people.prefer({ closingDate: '2026-12-31' });
    await session();
    expect((await record()).reason?.code).toBe('quickbooks-refused');
  });
});

describe('an operator’s word', () => {
  test('is refused for what did not end, is not posted, or stood in QuickBooks before', async () => {
    const { connector, close, update, record } = await start('ask');
    const { records, name } = connector;
    const adopted = await record();
    await records.save({ ...adopted, mapping: { ...adopted.mapping!, created: false } }, adopted);
    expect(await close()).toEqual({
      is: 'refused',
      why: expect.stringContaining('and stood there before: close it there by hand.'),
    });
    await update({ status: 'Approved' });
    expect(await close()).toMatchObject({ why: expect.stringContaining('nothing in Procore asks for it') });
    const project = { flow: 'projects', id: PROJECT };
    expect(await override(connector.operator, name, project, { close: true })).toMatchObject({
      why: expect.stringContaining('No close can be given'),
    });
    expect(await override(connector.operator, name, { ...key, id: '1' }, { close: true })).toMatchObject({
      why: expect.stringContaining('has no record commitments#1'),
    });
  });
});
