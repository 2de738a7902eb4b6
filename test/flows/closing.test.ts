import type { Context, Mapping } from '../../lib/flow.ts';
import { commitments } from '../../lib/flows/commitments.ts';
import type { Settings } from '../../lib/settings.ts';
import { answer, given, mapped } from './given.ts';
import { changed, key } from './orders.ts';
import { us } from './settings.ts';

const mapping: Mapping = mapped(key, { lines: { 8101: '1A-1' } });
const auto: Settings = { ...us, closeOrders: 'auto' };

const lookups = async (status: string, settings: Settings, more: Partial<Context> = { mapping }) => {
  const of = await changed({ status });
  const context = given(key, settings, more);
  return { lookup: commitments.lookup(of, context), refused: commitments.refuse(of, context)?.code };
};

test.each(['Void', 'Terminated', 'Closed'])(
  'the order of a commitment that is %s is closed',
  async (status) => {
    expect(commitments.action?.(await changed({ status }), given(key))).toBe(
      `close order: the commitment is ${status} in Procore`,
    );
    const done = await lookups(status, auto);
    expect(done.lookup.map(({ fields }) => fields.TxnID)).toEqual([[mapping.id]]);
    expect(done.refused).toBeUndefined();
    expect(await lookups(status, us)).toEqual({ lookup: [], refused: 'not-approved' });
    expect((await lookups(status, us, { mapping, override: { close: true } })).lookup).toHaveLength(1);
  },
);

test('one that goes on, or was never posted, is not', async () => {
  for (const status of ['Approved', 'Complete', 'Draft']) {
    expect(commitments.action?.(await changed({ status }), given(key))).toBeUndefined();
    expect((await lookups(status, auto)).lookup).toEqual([]);
  }
  expect(await lookups('Void', auto, {})).toMatchObject({ refused: 'not-approved' });
});

const standing = (more: string) =>
  answer(
    'PurchaseOrderQueryRs',
    `<PurchaseOrderRet><TxnID>${mapping.id}</TxnID><EditSequence>42</EditSequence>${more}</PurchaseOrderRet>`,
  );

test('the change carries no lines and the EditSequence that was read; a closed order needs none', async () => {
  const of = await changed({ status: 'Void' });
  const context = given(key, auto, { mapping });
  const seen = commitments.match(of, context, [standing('<IsManuallyClosed>false</IsManuallyClosed>')]);
  expect(commitments.request(of, context, seen)?.fields.PurchaseOrderMod).toEqual({
    TxnID: mapping.id,
    EditSequence: '42',
    IsManuallyClosed: 'true',
  });
  const closed = commitments.match(of, context, [standing('<IsManuallyClosed>true</IsManuallyClosed>')]);
  expect(commitments.request(of, context, closed)).toBeUndefined();
  expect(commitments.match(of, context, [])).toEqual({ is: 'absent' });
});

test('its answer keeps the lines that the order is mapped by', async () => {
  const told = standing('<RefNumber>PO-9</RefNumber>');
  const settled = commitments.settle(await changed({ status: 'Void' }), given(key, auto, { mapping }), told);
  expect(settled).toEqual({ mapping: { ...mapping, editSequence: '42', name: 'PO-9' } });
});
