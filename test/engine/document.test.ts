import { documentHash, documentOf } from '../../lib/engine/document.ts';
import type { Fields, QbRequest } from '../../lib/qbxml/message.ts';

const mod = (lines: readonly Fields[], more: Fields = {}): QbRequest => ({
  message: 'PurchaseOrderModRq',
  fields: { PurchaseOrderMod: { TxnID: '1-1', EditSequence: '7', ...more, PurchaseOrderLineMod: lines } },
});

const added = { TxnLineID: '-1', Desc: 'CO 1', Amount: '5.00' };

describe('what a person approves of a modification', () => {
  test('is what it changes: not the EditSequence, nor the lines that it keeps', () => {
    expect(documentOf(mod([{ TxnLineID: '1-2' }, { TxnLineID: '1-3', Desc: undefined }, added]))).toEqual({
      message: 'PurchaseOrderModRq',
      fields: { PurchaseOrderMod: [{ TxnID: ['1-1'], PurchaseOrderLineMod: [{ ...wrapped(added) }] }] },
    });
  });

  test('is the same whatever groups of lines it keeps', () => {
    const kept = mod([{ TxnLineID: '1-2' }, added], { PurchaseOrderLineGroupMod: [{ TxnLineID: '1-4' }] });
    expect(documentHash({ ...kept, sequence: ['PurchaseOrderLineGroupMod'] })).toBe(
      documentHash(mod([added])),
    );
  });

  test('is the same however the object stands, and whatever the order of its keys', () => {
    const one = documentHash(mod([{ TxnLineID: '1-2' }, added], { Memo: 'm' }));
    const other: QbRequest = {
      message: 'PurchaseOrderModRq',
      fields: {
        PurchaseOrderMod: { Memo: 'm', PurchaseOrderLineMod: added, EditSequence: '8', TxnID: '1-1' },
      },
    };
    expect(documentHash(other)).toBe(one);
  });

  test.each<[string, QbRequest]>([
    ['another object', mod([added], { TxnID: '1-9' })],
    ['another amount', mod([{ ...added, Amount: '5.01' }])],
    ['a line more', mod([added, added])],
    ['a line that is changed', mod([{ TxnLineID: '1-2', Desc: 'new' }, added])],
    ['a field that is emptied', mod([added], { Memo: '' })],
  ])('is another one with %s', (_, request) => {
    expect(documentHash(request)).not.toBe(documentHash(mod([added])));
  });
});

const wrapped = (fields: Readonly<Record<string, string>>) =>
  Object.fromEntries(Object.entries(fields).map(([name, value]) => [name, [value]]));
