import { costs } from '../../lib/flows/costs.ts';
import type { Feed, ImportContext, Owned } from '../../lib/import-flow.ts';
import { explain } from '../../lib/reasons.ts';
import { listIdOf } from './given.ts';
import { codeOf, entryOf, importing, OURS, owned, partOf, partsOf } from './imports.ts';
import { canada, us } from './settings.ts';
import {
  CONCRETE,
  DRYWALL,
  expenseLine,
  groupLine,
  itemLine,
  JOB,
  journalLine,
  orderLink,
  STRANGER,
  TXN,
  transaction,
  VENDOR,
} from './transactions.ts';

const ELSEWHERE = listIdOf('9002');
const ORDER = '1A9-1772712000';

const journals = { ...us, journalCodes: { 'equipment rental': '01-520' } };

type Given = Partial<ImportContext> & { readonly also?: readonly (readonly [string, Owned])[] };

const planned = (feed: Feed, ret: string, { also = [], ...more }: Given = {}) => {
  const { id, content } = partOf(costs, feed, ret, more.settings);
  return costs.plan(id, content, importing([...OURS, ...also], more));
};

const entered = (feed: Feed, ret: string, more: Given = {}) => {
  const entry = entryOf(planned(feed, ret, more));
  if (entry.of !== 'direct-cost') throw new Error('no direct cost');
  return entry;
};

const saidOf = (plan: ReturnType<typeof planned>): string =>
  plan.is === 'held' ? explain(plan.reason).says : plan.is;

const linesIn = (feed: Feed, ret: string, more: Given = {}) =>
  entered(feed, ret, more).lines.map(({ originId, amount }) => `${originId.split('/')[0]} ${amount}`);

describe('a bill', () => {
  test('is an invoice of its vendor, with a line for each of its lines', () => {
    const lines =
      itemLine('2C1-1', '125.50', { memo: 'Ready mix' }) + itemLine('2C1-2', '-5.50', { item: DRYWALL });
    expect(entered('Bill', transaction('Bill', lines, { number: 'A-77', more: '<Memo>May</Memo>' }))).toEqual(
      {
        ...{ of: 'direct-cost', originId: `${TXN}/${JOB}`, projectId: '9001', type: 'invoice' },
        ...{ vendorId: '501', number: 'A-77', date: '2026-05-02', description: 'May' },
        lines: [
          {
            ...{ originId: `2C1-1/${JOB}`, code: { standardCostCodeId: '102' } },
            ...{ amount: '125.50', description: 'Ready mix' },
          },
          { originId: `2C1-2/${JOB}`, code: { standardCostCodeId: '103' }, amount: '-5.50' },
        ],
      },
    );
  });

  test('of several jobs is a cost on each', () => {
    const ret = transaction('Bill', itemLine('1', '10.00') + itemLine('2', '20.00', { job: ELSEWHERE }));
    const parts = partsOf(costs, 'Bill', ret);
    expect(parts.map(({ id }) => id)).toEqual([`${TXN}/${JOB}`, `${TXN}/${ELSEWHERE}`]);
    expect(parts.map(({ content }) => content.lines.length)).toEqual([1, 1]);
    expect(costs.title(parts[0]?.content as never)).toBe('QB 412 on Harbor Trust:Pier 9');
  });

  test('has the lines of its groups, and not the groups', () => {
    const group = groupLine('5', itemLine('6', '30.00') + itemLine('7', '40.00', { job: STRANGER }));
    const [first] = partsOf(costs, 'Bill', transaction('Bill', group));
    expect(first?.content.lines).toMatchObject([{ id: '6', amount: '30.00' }]);
  });

  test('of thousands of lines is one cost', () => {
    const many = Array.from({ length: 3000 }, (_, n) => itemLine(String(n), '0.01')).join('');
    expect(entered('Bill', transaction('Bill', many)).lines).toHaveLength(3000);
  });

  test('names who was paid where that is no company of Procore: an expense without vendor', () => {
    const ret = transaction('Bill', itemLine('1', '10.00'), { payee: STRANGER, more: '<Memo>Nails</Memo>' });
    const entry = entered('Bill', ret);
    expect(entry).toMatchObject({ type: 'expense', description: 'Ace Hardware: Nails' });
    expect(entry).not.toHaveProperty('vendorId');
  });
});

describe('what else is a cost', () => {
  test.each<[Feed, string, string]>([
    ['VendorCredit', 'invoice', '-10.00'],
    ['Check', 'expense', '10.00'],
    ['CreditCardCharge', 'expense', '10.00'],
    ['CreditCardCredit', 'expense', '-10.00'],
  ])('%s: %s of %s', (feed, type, amount) => {
    const ret = transaction(feed, itemLine('1', '10.00'));
    expect(entered(feed, ret)).toMatchObject({
      type,
      vendorId: '501',
      number: 'QB 412',
      lines: [{ amount }],
    });
  });

  test('a check without payee', () => {
    const entry = entered('Check', transaction('Check', itemLine('1', '10.00'), { payee: '' }));
    expect(entry).not.toHaveProperty('vendorId');
    expect(entry).not.toHaveProperty('description');
  });

  test('lines of a journal on the accounts of the settings, credit as less', () => {
    const lines =
      journalLine('Debit', '1', '80.00') +
      journalLine('Credit', '2', '15.00') +
      journalLine('Credit', '3', '65.00', { account: 'Accrued Expenses' });
    const entry = entered('JournalEntry', transaction('JournalEntry', lines), { settings: journals });
    expect(entry).toMatchObject({ type: 'expense', number: 'QB 412' });
    const code = { fullCode: '01-520' };
    expect(entry.lines).toEqual([
      { originId: `1/${JOB}`, code, amount: '80.00', description: 'Lift, May' },
      { originId: `2/${JOB}`, code, amount: '-15.00', description: 'Lift, May' },
    ]);
  });

  test('no line of a journal where the settings name no account', () => {
    const ret = transaction('JournalEntry', journalLine('Debit', '1', '80.00'));
    expect(partsOf(costs, 'JournalEntry', ret)).toEqual([]);
  });

  test('no line of an account outside of journals', () => {
    const lines = expenseLine('1', '10.00', { account: 'Equipment Rental' });
    expect(partsOf(costs, 'Bill', transaction('Bill', lines), journals)).toEqual([]);
  });

  test('nothing without job, without item or before the start date', () => {
    const none = itemLine('1', '10.00', { job: '' }) + itemLine('2', '10.00', { item: '' });
    expect(partsOf(costs, 'Check', transaction('Check', none))).toEqual([]);
    const early = { date: '2025-12-31' };
    expect(partsOf(costs, 'Check', transaction('Check', itemLine('1', '1.00'), early))).toEqual([]);
  });
});

describe('what changes later', () => {
  test('a voided transaction is nothing, and what was created goes', () => {
    const voided = transaction('Bill', itemLine('1', '0.00'), { more: '<Memo>VOID: May</Memo>' });
    expect(partsOf(costs, 'Bill', voided)).toEqual([]);
    expect(costs.removes).toBe(true);
  });

  test('lines that cancel each other out are a cost: they move it from code to code', () => {
    const lines = itemLine('1', '50.00') + itemLine('2', '-50.00', { item: DRYWALL });
    expect(linesIn('Bill', transaction('Bill', lines))).toEqual(['1 50.00', '2 -50.00']);
  });

  test('a line that moves to another job is another line of another cost', () => {
    const [before, after] = [JOB, ELSEWHERE].map((job) =>
      partOf(costs, 'Bill', transaction('Bill', itemLine('1', '10.00', { job }))),
    );
    expect(after?.id).not.toBe(before?.id);
    const also = [owned('Customer', ELSEWHERE, { flow: 'projects', id: '9002' })];
    const moved = transaction('Bill', itemLine('1', '10.00', { job: ELSEWHERE }));
    expect(entered('Bill', moved, { also }).lines[0]?.originId).toBe(`1/${ELSEWHERE}`);
  });
});

describe('what counts in Procore already', () => {
  const invoice = owned('Bill', TXN, { flow: 'invoices', id: '1101' });
  const order = (projectId: string) =>
    owned('PurchaseOrder', ORDER, { flow: 'commitments', id: '901' }, { projectId });
  const linked = transaction('Bill', orderLink(ORDER) + itemLine('1', '10.00'));

  test('from-procore: a bill that came from Procore; what was created for it before goes', () => {
    const plan = planned('Bill', transaction('Bill', itemLine('1', '10.00')), { also: [invoice] });
    expect(codeOf(plan)).toBe('from-procore');
    expect(plan).toHaveProperty('gone', true);
    expect(saidOf(plan)).toContain('invoices 1101');
  });

  test('billed-from-order: what draws on an order of ours, on the job of that order', () => {
    const plan = planned('Bill', linked, { also: [order('9001')] });
    expect(saidOf(plan)).toContain('It draws on the purchase order commitments 901');
    expect(plan).toHaveProperty('gone', true);
    expect(codeOf(planned('Bill', linked, { also: [order('9002')] }))).toBe('write');
  });

  test('but an order that was written in QuickBooks is no commitment: its bill is a cost', () => {
    expect(codeOf(planned('Bill', linked))).toBe('write');
  });

  test('and an order is known by its type alone', () => {
    const other = transaction('Bill', orderLink(ORDER, 'BillPaymentCheck') + itemLine('1', '10.00'));
    expect(codeOf(planned('Bill', other, { also: [order('9001')] }))).toBe('write');
  });
});

describe('what keeps a cost back', () => {
  test('job-not-synced: its job is no project', () => {
    const plan = planned('Bill', transaction('Bill', itemLine('1', '10.00', { job: STRANGER })));
    expect(saidOf(plan)).toBe('Its job Harbor Trust:Pier 9 is no project of Procore.');
    expect(plan).not.toHaveProperty('gone');
  });

  test('item-not-synced: no item is a cost code; the lines of one that is go without the others', () => {
    const other = itemLine('1', '10.00', { item: STRANGER });
    expect(codeOf(planned('Bill', transaction('Bill', other)))).toBe('item-not-synced');
    expect(planned('Bill', transaction('Bill', other))).toMatchObject({ gone: true });
    const both = transaction('Bill', other + itemLine('2', '20.00'));
    expect(linesIn('Bill', both)).toEqual(['2 20.00']);
    expect(planned('Bill', both)).toHaveProperty('leftOut', '03-300');
    expect(planned('Bill', transaction('Bill', itemLine('2', '20.00')))).not.toHaveProperty('leftOut');
  });

  test('foreign-currency: without a rate; with one, each line is told in the file’s own', () => {
    const euro = '<CurrencyRef><ListID>8-9</ListID><FullName>Euro</FullName></CurrencyRef>';
    const ret = (more: string) =>
      transaction('Bill', itemLine('1', '10.05') + itemLine('2', '20.00'), { more });
    expect(codeOf(planned('Bill', ret(euro)))).toBe('foreign-currency');
    const rated = ret(`${euro}<ExchangeRate>1.0875</ExchangeRate>`);
    expect(linesIn('Bill', rated)).toEqual(['1 10.93', '2 21.75']);
    const home = '<CurrencyRef><FullName>US Dollar</FullName></CurrencyRef><ExchangeRate>1</ExchangeRate>';
    expect(linesIn('Bill', ret(home))).toEqual(['1 10.05', '2 20.00']);
  });

  test('a journal in foreign currency whose amounts are in the file’s own goes as it is', () => {
    const more =
      '<IsAmountsEnteredInHomeCurrency>true</IsAmountsEnteredInHomeCurrency>' +
      '<CurrencyRef><FullName>Euro</FullName></CurrencyRef><ExchangeRate>1.0875</ExchangeRate>';
    const ret = transaction('JournalEntry', journalLine('Debit', '1', '80.00'), { more });
    expect(linesIn('JournalEntry', ret, { settings: journals })).toEqual(['1 80.00']);
  });

  test('tax-included: in Canada amounts with tax are no costs', () => {
    const ret = transaction('Bill', itemLine('1', '10.00'), { more: '<IsTaxIncluded>true</IsTaxIncluded>' });
    expect(codeOf(planned('Bill', ret, { settings: canada }))).toBe('tax-included');
    expect(codeOf(planned('Bill', ret.replace('>true<', '>false<'), { settings: canada }))).toBe('write');
  });

  test('awaiting-approval: where the settings ask for it', () => {
    const settings = { ...us, approval: { costs: 'manual' } } as const;
    const ret = transaction('Bill', itemLine('1', '10.00'));
    expect(codeOf(planned('Bill', ret, { settings }))).toBe('awaiting-approval');
    expect(codeOf(planned('Bill', ret, { settings, approved: true }))).toBe('write');
  });
});

test('it asks whose its own object, payee, orders, job and items are, each once', () => {
  const lines = itemLine('1', '1.00') + itemLine('2', '2.00') + itemLine('3', '3.00', { item: DRYWALL });
  const { content } = partOf(costs, 'Bill', transaction('Bill', orderLink(ORDER) + lines));
  expect(costs.refs(content).map(({ type, id }) => `${type}:${id}`)).toEqual([
    ...[`Bill:${TXN}`, `Vendor:${VENDOR}`, `PurchaseOrder:${ORDER}`, `Customer:${JOB}`],
    ...[`ItemService:${CONCRETE}`, `ItemService:${DRYWALL}`],
  ]);
});
