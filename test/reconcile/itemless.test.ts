import { withItems } from '../../lib/reconcile/itemless.ts';
import type { Post } from '../../lib/reconcile/ledger.ts';

const post = (side: Post['side'], item: string, amount: string): Post => ({
  ...{ measure: 'invoiced', side, job: '80-9', item, vendor: '', amount },
});

describe('a whole change order that Procore invoices', () => {
  const sent = [post('procore', '80-1', '48200.00'), post('procore', '', '1000.00')];

  test('counts for the items over which the bill has spread it', () => {
    const standing = [
      ...[post('quickbooks', '80-1', '48200.00'), post('quickbooks', '80-1', '717.73')],
      ...[post('quickbooks', '80-2', '148.36'), post('quickbooks', '80-3', '133.91')],
    ];
    expect(withItems(sent, standing)).toEqual([
      post('procore', '80-1', '48200.00'),
      post('procore', '80-1', '717.73'),
      post('procore', '80-2', '148.36'),
      post('procore', '80-3', '133.91'),
    ]);
  });

  test('stays without an item where the bill has another amount: then the difference shows', () => {
    const standing = [post('quickbooks', '80-1', '48200.00'), post('quickbooks', '80-2', '1000.01')];
    expect(withItems(sent, standing)).toEqual(sent);
    expect(withItems(sent, [])).toEqual(sent);
  });
});
