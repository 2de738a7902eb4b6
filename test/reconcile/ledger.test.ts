import { type Post, withItems } from '../../lib/reconcile/ledger.ts';

const post = (side: Post['side'], item: string, amount: string, fields: Partial<Post> = {}): Post => ({
  ...{ measure: 'invoiced', side, job: 'J', item, vendor: '', amount },
  ...fields,
});

const STANDING = [
  post('quickbooks', 'units', '48200.00'),
  post('quickbooks', 'units', '717.73'),
  post('quickbooks', 'duct', '148.36'),
  post('quickbooks', 'balance', '133.91'),
];

describe('a whole change order, of which Procore says no cost code,', () => {
  const whole = [post('procore', 'units', '48200.00'), post('procore', '', '1000.00')];

  test('has the items that its bill has beside the others', () => {
    expect(withItems(whole, STANDING)).toEqual([
      post('procore', 'units', '48200.00'),
      post('procore', 'units', '717.73'),
      post('procore', 'duct', '148.36'),
      post('procore', 'balance', '133.91'),
    ]);
  });

  test('has none where the bill comes to something else, or is gone', () => {
    expect(withItems(whole, STANDING.slice(1))).toEqual(whole);
    expect(withItems(whole, [])).toEqual(whole);
  });

  test('is told apart from retainage', () => {
    const held = post('procore', '', '-100.00', { measure: 'retainage' });
    expect(withItems([...whole, held], STANDING)).toContainEqual(held);
  });
});

test('a bill whose lines all say their items is as it was', () => {
  const named = [post('procore', 'units', '1.00')];
  expect(withItems(named, STANDING)).toBe(named);
});
