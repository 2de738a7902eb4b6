import { approve, reject } from '../../lib/admin/approve.ts';
import { override, retry } from '../../lib/admin/mend.ts';
import { readPreview } from '../../lib/admin/preview.ts';
import type { SyncRecord } from '../../lib/engine/record.ts';
import { withAws } from '../stores/stores.ts';
import { type Builder, type BuilderOptions, commitment, SUBCONTRACT, startBuilder } from './builder.ts';
import { isWrite } from './office.ts';
import { visit } from './visit.ts';

const aws = withAws();
const open: Builder[] = [];
const KEY = { flow: 'commitments', id: SUBCONTRACT };
const mira = { by: 'Mira' };

afterEach(async () => {
  await Promise.all(open.splice(0).map(({ procore }) => procore.close()));
});

/** A connection whose orders wait for approval; its vendor, job and items are in QuickBooks already. */
const start = async (options: BuilderOptions = {}) => {
  const builder = await startBuilder(aws(), {
    ...options,
    settings: { approval: { commitments: 'manual', companies: 'auto' }, ...options.settings },
  });
  open.push(builder);
  const { connector, office, procore } = builder;
  const tell = () => connector.tell('commitments', [SUBCONTRACT], commitment);
  await tell();
  await visit(connector, office);
  const record = async (): Promise<SyncRecord> => {
    const found = (await connector.records.get(connector.name, [KEY])).get('commitments#901');
    if (!found) throw new Error('the order is gone');
    return found;
  };
  return {
    ...{ ...builder, tell, record },
    edit: async (fields: Record<string, unknown>) => {
      procore.company('77').update('Work Order Contracts', SUBCONTRACT, fields);
      await tell();
    },
    approve: (word: object = {}) => approve(connector.operator, connector.name, KEY, { ...mira, ...word }),
    reject: (why: string) => reject(connector.operator, connector.name, KEY, { ...mira, why }),
    preview: async () => {
      const shown = await readPreview(connector.operator, await record());
      if (shown?.is !== 'document') throw new Error(`no document: ${JSON.stringify(shown)}`);
      return shown;
    },
    stands: () => connector.stateOf('commitments#901'),
    /** The order as QuickBooks received it, request by request. */
    posted: () =>
      office.sent
        .filter(isWrite)
        .flatMap((xml) => xml.match(/<PurchaseOrder(Add|Mod)Rq .*<\/PurchaseOrder\1Rq>/g) ?? []),
  };
};

describe('an order that accounting approves', () => {
  test('waits, is shown, and what is posted is byte for byte what was shown', async () => {
    const { stands, preview, approve, posted, connector, office, orders, record } = await start();
    expect(await stands()).toBe('awaiting-approval: awaiting-approval');
    expect(orders()).toEqual([]);
    const shown = await preview();
    expect(shown).toMatchObject({ asSeen: false, message: 'PurchaseOrderAddRq' });
    expect(await approve({ why: 'checked', document: shown.document.slice(0, 8) })).toMatchObject({
      is: 'done',
      record: { state: 'queued' },
    });
    expect((await connector.connection()).workAt).toBeDefined();
    await visit(connector, office);
    expect(posted()).toEqual([shown.qbxml]);
    expect(orders()).toEqual(['SC-001']);
    expect(await record()).toMatchObject({
      state: 'synced',
      approval: { document: shown.document, by: 'Mira', why: 'checked' },
    });
  });

  test('is laid out for a person: names instead of ids, accounts, amounts and their sum', async () => {
    const { preview } = await start();
    const { header, lines, total } = await preview();
    expect(header).toContainEqual({ field: 'Vendor', value: 'Alder Electrical Inc' });
    expect(header).toContainEqual({ field: 'RefNumber', value: 'SC-001' });
    for (const line of lines)
      expect(line).toMatchObject({
        Item: expect.stringMatching(/^\d\d-/),
        Customer: expect.stringMatching(/^Harbor Trust:/),
        Account: 'Costs',
        Amount: expect.stringMatching(/^\d+\.\d\d$/),
      });
    const cents = lines.reduce((so, line) => so + Math.round(Number(line.Amount) * 100), 0);
    expect(total).toBe((cents / 100).toFixed(2));
  });

  test('waits again when it is edited after the approval; the approval of one is not that of the other', async () => {
    const { approve, edit, stands, preview, connector, office, orders, posted } = await start();
    const first = await preview();
    await approve();
    await edit({ title: 'Another title' });
    expect(await stands()).toBe('awaiting-approval: awaiting-approval');
    await visit(connector, office);
    expect(orders()).toEqual([]);
    const second = await preview();
    expect(second.document).not.toBe(first.document);
    expect(await approve({ document: first.document })).toMatchObject({
      is: 'refused',
      why: expect.stringContaining('another one by now'),
    });
    await approve({ document: second.document });
    await visit(connector, office);
    expect(posted()).toEqual([second.qbxml]);
  });

  test('goes as approved when it is edited back to what was approved', async () => {
    const { approve, edit, stands, record, preview } = await start();
    const { title } = (await record()).content as { title: string };
    const first = await preview();
    await approve();
    await edit({ title: 'Another title' });
    await edit({ title });
    expect(await stands()).toBe('queued');
    expect((await preview()).document).toBe(first.document);
  });

  test('is not posted when Procore takes its own approval back while it is queued', async () => {
    const { approve, edit, stands, connector, office, orders } = await start();
    await approve();
    await edit({ status: 'Draft' });
    await visit(connector, office);
    expect(orders()).toEqual([]);
    expect(await stands()).toBe('not-ready: not-approved');
    await edit({ status: 'Approved' });
    expect(await stands()).toBe('queued');
  });

  test('waits again when the operator gives it another number', async () => {
    const { approve, stands, preview, connector, office, orders } = await start();
    await approve();
    expect(await override(connector.operator, connector.name, KEY, { number: 'SC-9' })).toMatchObject({
      record: { state: 'awaiting-approval' },
    });
    expect((await preview()).header).toContainEqual({ field: 'RefNumber', value: 'SC-9' });
    await approve();
    await visit(connector, office);
    expect([await stands(), orders()]).toEqual(['synced', ['SC-9']]);
  });
});

describe('an order that accounting rejects', () => {
  test('stays so for that document, whoever retries it; an edit in Procore brings it back', async () => {
    const { reject, stands, record, edit, tell, connector, office, orders } = await start();
    expect(await reject('wrong job')).toMatchObject({ is: 'done', record: { state: 'rejected' } });
    expect((await record()).reason).toEqual({ code: 'rejected', detail: { by: 'Mira', why: 'wrong job' } });
    await tell();
    expect(await retry(connector.operator, connector.name, KEY)).toMatchObject({ is: 'refused' });
    await visit(connector, office);
    expect([await stands(), orders()]).toEqual(['rejected: rejected', []]);
    await edit({ title: 'Another title' });
    expect(await stands()).toBe('awaiting-approval: awaiting-approval');
  });

  test('goes once it is approved after all', async () => {
    const { reject, approve, stands, record } = await start();
    await reject('wrong job');
    await approve();
    expect(await stands()).toBe('queued');
    expect((await record()).rejection).toBeUndefined();
  });

  test('after it was approved and before it is posted does not go', async () => {
    const { reject, approve, stands, connector, office, orders } = await start();
    await approve();
    await reject('on second thoughts');
    await visit(connector, office);
    expect([await stands(), orders()]).toEqual(['rejected: rejected', []]);
  });

  test('has nothing to reject once QuickBooks holds it', async () => {
    const { reject, approve, connector, office } = await start();
    await approve();
    await visit(connector, office);
    expect(await reject('too late')).toMatchObject({
      is: 'refused',
      why: expect.stringContaining('Nothing of it waits for approval'),
    });
  });
});

describe('an approval in a race', () => {
  const lookup = (xml: string) => xml.includes('<PurchaseOrderQueryRq');

  test.each<[string, (made: Awaited<ReturnType<typeof start>>) => Promise<unknown>, string]>([
    ['an edit', ({ edit }) => edit({ title: 'Another title' }), 'awaiting-approval: awaiting-approval'],
    ['a rejection', ({ reject }) => reject('stop'), 'rejected: rejected'],
    ['a withdrawal', ({ edit }) => edit({ status: 'Draft' }), 'not-ready: not-approved'],
  ])('with %s while QuickBooks answers the lookup: nothing is posted', async (_, happens, stands) => {
    const made = await start();
    await made.approve();
    let once = false;
    made.office.meddle(async (xml) => {
      if (!lookup(xml) || once) return undefined;
      once = true;
      await happens(made);
      return undefined;
    });
    await visit(made.connector, made.office);
    expect(once).toBe(true);
    expect([await made.stands(), made.orders()]).toEqual([stands, []]);
  });

  test('with an edit while QuickBooks writes what was approved: that stands there, and is flagged', async () => {
    const made = await start();
    const shown = await made.preview();
    await made.approve();
    made.office.meddle(async (xml) => {
      if (isWrite(xml)) await made.edit({ title: 'Another title' });
      return undefined;
    });
    await visit(made.connector, made.office);
    expect(made.posted()).toEqual([shown.qbxml]);
    expect(await made.record()).toMatchObject({ state: 'synced', flags: [{ code: 'changed-in-procore' }] });
    const now = await readPreview(made.connector.operator, await made.record());
    expect(now).toMatchObject({
      is: 'nothing',
      difference: [{ field: 'title', now: 'Another title' }],
    });
  });
});

describe('the order of a commitment that ended in Procore', () => {
  test('is closed on a person’s word, and that is a document of its own, approved and posted as shown', async () => {
    const { approve, edit, stands, preview, connector, office, orders, posted, record } = await start();
    const close = () => override(connector.operator, connector.name, KEY, { close: true });
    await approve();
    await visit(connector, office);
    const [added] = posted();
    expect(await close()).toMatchObject({
      is: 'refused',
      why: expect.stringContaining('nothing in Procore'),
    });
    await edit({ status: 'Void' });
    expect(await record()).toMatchObject({ state: 'synced', flags: [{ code: 'changed-in-procore' }] });
    expect(await override(connector.operator, connector.name, KEY, { number: 'SC-9' })).toMatchObject({
      is: 'refused',
      why: expect.stringContaining('in QuickBooks already'),
    });
    expect(await close()).toMatchObject({ is: 'done', record: { state: 'awaiting-approval' } });
    const shown = await preview();
    expect(shown.header).toContainEqual({ field: 'IsManuallyClosed', value: 'true' });
    await approve({ document: shown.document });
    await visit(connector, office);
    const bare = (xml = '') => xml.replace(/<EditSequence>[^<]*<\/EditSequence>/, '');
    expect(posted().map(bare)).toEqual([bare(added), bare(shown.qbxml)]);
    expect(office.quickbooks.books().purchaseOrders[0]?.fields.IsManuallyClosed).toBe('true');
    expect([await stands(), orders()]).toEqual(['synced', ['SC-001']]);
  });
});

test('a record is complete before anybody is asked: blocked comes before awaiting-approval', async () => {
  const { connector, procore } = await startBuilder(aws(), {
    settings: { approval: { commitments: 'manual' } },
  });
  try {
    await connector.tell('commitments', [SUBCONTRACT], commitment);
    expect(await connector.stateOf('commitments#901')).toBe('blocked: blocked-by');
  } finally {
    await procore.close();
  }
});

describe('a change of what QuickBooks holds', () => {
  const vendor = { flow: 'companies', id: '501' };

  test('waits for approval too, is shown with its difference, and is posted as shown', async () => {
    const { connector, office, procore, record } = await start({
      settings: { approval: { companies: 'auto' } },
    });
    const id = String(
      (await record()).content && ((await record()).content as { vendorId: string }).vendorId,
    );
    const key = { ...vendor, id };
    await connector.apply({ approval: { companies: 'manual' } });
    procore.company('77').update('Company Vendors', id, { business_phone: '555-0199' });
    await connector.tell('companies', [id]);
    expect(await connector.stateOf(`companies#${id}`)).toBe('awaiting-approval: awaiting-approval');
    const stored = (await connector.records.get(connector.name, [key])).get(`companies#${id}`);
    if (!stored) throw new Error('the vendor is gone');
    const shown = await readPreview(connector.operator, stored);
    if (shown?.is !== 'document') throw new Error(`no document: ${JSON.stringify(shown)}`);
    expect(shown.difference).toEqual([
      { field: 'VendorMod Phone', before: expect.any(String), now: '555-0199' },
    ]);
    await approve(connector.operator, connector.name, key, mira);
    await visit(connector, office);
    expect(await connector.stateOf(`companies#${id}`)).toBe('synced');
    const sent = office.sent.join('').match(/<VendorModRq .*<\/VendorModRq>/)?.[0] ?? '';
    const bare = (xml: string) => xml.replace(/<EditSequence>[^<]*<\/EditSequence>/, '');
    expect(sent).toMatch(/<EditSequence>\d+/);
    expect(bare(sent)).toBe(bare(shown.qbxml));
  });
});
