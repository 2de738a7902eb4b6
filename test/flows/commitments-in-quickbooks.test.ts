import { commitments } from '../../lib/flows/commitments.ts';
import { answer, given, mapped } from './given.ts';
import { procoreOf } from './kestrel.ts';
import { changed, key, type Order, order, source } from './orders.ts';
import { us } from './settings.ts';

describe('an order that stands in QuickBooks already', () => {
  const found = async (rets: string, more: Record<string, unknown> = {}) =>
    commitments.match(await changed(more), given(key), [answer('PurchaseOrderQueryRs', rets)]);
  const ret = (more: string) =>
    `<PurchaseOrderRet><TxnID>1F-1</TxnID><EditSequence>4</EditSequence><VendorRef><FullName>Oak Ltd</FullName></VendorRef>${more}</PurchaseOrderRet>`;

  const line = (id: string, amount: string) =>
    `<PurchaseOrderLineRet><TxnLineID>1F-${id}</TxnLineID><Amount>${amount}</Amount><Other2>pl:${id}</Other2></PurchaseOrderLineRet>`;
  const guid = given(key).guid.toUpperCase();
  const unchanged =
    line('8101', '1000.00') + line('8102', '100.00') + line('8104', '600.00') + line('8105', '-150.50');

  test('is ours when it carries our GUID, as after an answer that was lost', async () => {
    const rets =
      ret('<RefNumber>PO-26-001-1</RefNumber>') + ret(`<ExternalGUID>${guid}</ExternalGUID>${unchanged}`);
    expect(await found(rets)).toEqual({
      is: 'found',
      mapping: {
        type: 'PurchaseOrder',
        id: '1F-1',
        name: 'PO-26-001-1',
        editSequence: '4',
        lines: { '8101': '1F-8101', '8102': '1F-8102', '8104': '1F-8104', '8105': '1F-8105' },
        created: true,
      },
      differs: undefined,
    });
  });

  test('total-differs: found by our GUID, it tells line by line what Procore says otherwise by now', async () => {
    const older = line('8101', '990.00') + line('8102', '100.00') + line('8104', '600.00');
    expect(await found(ret(`<ExternalGUID>${guid}</ExternalGUID>${older}`))).toMatchObject({
      is: 'found',
      differs: 'line 1: 1000.00 sent, 990.00 in QuickBooks; line 4 is missing in QuickBooks',
    });
  });

  test('number-taken: another order has its number in any case', async () => {
    expect(await found(ret('<RefNumber>po-26-001-1</RefNumber>'))).toEqual({
      is: 'refused',
      reason: {
        code: 'number-taken',
        detail: { number: 'PO-26-001-1', holder: 'a purchase order to Oak Ltd in QuickBooks' },
      },
    });
  });

  test('is absent when the merged answers name other numbers only', async () => {
    expect(await found(ret('<RefNumber>PO-2</RefNumber>'))).toEqual({ is: 'absent' });
  });

  test('adoption-offered, or owned-by-other-integration, by what its origin_id names', async () => {
    const rets = ret('<RefNumber>Old-7</RefNumber>');
    expect(await found(rets, { origin_id: '1F-1' })).toMatchObject({ is: 'found', offered: true });
    expect(await found('', { origin_id: '1F-1' })).toMatchObject({
      reason: { code: 'owned-by-other-integration' },
    });
  });

  test('is not asked for once it is mapped: what changes is flagged, not sent', async () => {
    expect(commitments.lookup(await order(), given(key, us, { mapping: mapped(key) }))).toEqual([]);
  });

  test('when it was found there is nothing left to send', async () => {
    const seen = { is: 'found', mapping: mapped(key) } as const;
    expect(commitments.request(await order(), given(key), seen)).toBeUndefined();
  });
});

describe('what QuickBooks answers to an order', () => {
  const lineRet = (id: string, amount: string) =>
    `<PurchaseOrderLineRet><TxnLineID>L${id}</TxnLineID><Amount>${amount}</Amount><Other2>pl:${id}</Other2></PurchaseOrderLineRet>`;
  const all = ['8101', '8102', '8104', '8105'];
  const amounts = ['1000.00', '100.00', '600.00', '-150.50'];
  const settled = (of: Order, lines: string) =>
    commitments.settle(
      of,
      given(key),
      answer(
        'PurchaseOrderAddRs',
        `<PurchaseOrderRet><TxnID>1F-1</TxnID><EditSequence>4</EditSequence><RefNumber>PO-26-001-1</RefNumber>${lines}</PurchaseOrderRet>`,
      ),
    );

  test('is its mapping with that of each line, by our key', async () => {
    const lines = all.map((id, n) => lineRet(id, amounts[n] ?? '')).reverse();
    expect(settled(await order(), lines.join(''))).toEqual({
      mapping: {
        type: 'PurchaseOrder',
        id: '1F-1',
        name: 'PO-26-001-1',
        editSequence: '4',
        created: true,
        lines: { '8101': 'L8101', '8102': 'L8102', '8104': 'L8104', '8105': 'L8105' },
      },
      differs: undefined,
      leftOut: undefined,
    });
  });

  test('tells line by line where its amounts are other than those sent', async () => {
    const lines = [lineRet('8101', '1000.00'), lineRet('8102', '99.99'), lineRet('8104', '600.00')];
    expect(settled(await order(), lines.join(''))?.differs).toBe(
      'line 2: 100.00 sent, 99.99 in QuickBooks; line 4 is missing in QuickBooks',
    );
  });

  test('after a status check it is the mapping without lines', async () => {
    const recovered = '<ErrorRecovery><TxnID>1F-1</TxnID></ErrorRecovery>';
    const told = commitments.settle(await order(), given(key), answer('PurchaseOrderAddRs', recovered));
    expect(told?.mapping).toMatchObject({ id: '1F-1', name: 'PO-26-001-1' });
    expect(told?.differs).toBeUndefined();
  });
});

test('both kinds of commitment of every selected project are listed with what fetch needs', async () => {
  expect(await commitments.list(procoreOf(), us, ['9001'])).toEqual([
    { flow: 'commitments', id: '801', source },
    { flow: 'commitments', id: '901', source: { project: '9001', resource: 'Work Order Contracts' } },
  ]);
});

test('a commitment deleted in Procore is gone', async () => {
  const none = await commitments.fetch(procoreOf(), { flow: 'commitments', id: '4' }, source, us);
  expect(none).toMatchObject({ gone: true });
});
