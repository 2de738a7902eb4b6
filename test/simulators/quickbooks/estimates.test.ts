import type { QuickBooks } from '../../../local/simulators/quickbooks/quickbooks.ts';
import { ask, contractor, document, value, values } from './ask.ts';

const JOB = 'Harbor Trust:Pier 9';

const line = (money: string, more = '', item = '03-100'): string =>
  `<EstimateLineAdd><ItemRef><FullName>${item}</FullName></ItemRef>${money}${more}</EstimateLineAdd>`;

const add = (id: string, lines: string, { job = JOB, head = '' } = {}): string =>
  `<EstimateAddRq requestID="${id}"><EstimateAdd><CustomerRef><FullName>${job}</FullName></CustomerRef>${head}${lines}</EstimateAdd></EstimateAddRq>`;

const mod = (id: string, editSequence: string, fields: string): string =>
  `<EstimateModRq requestID="m"><EstimateMod><TxnID>${id}</TxnID><EditSequence>${editSequence}</EditSequence>${fields}</EstimateMod></EstimateModRq>`;

const keep = (id: string, fields = ''): string =>
  `<EstimateLineMod><TxnLineID>${id}</TxnLineID>${fields}</EstimateLineMod>`;

const ONE = '<Quantity>1</Quantity><Rate>10.00</Rate>';
const THREE = ['10', '20', '30']
  .map((rate) => line(`<Quantity>1</Quantity><Rate>${rate}.00</Rate>`))
  .join('');

const posted = async (quickbooks: QuickBooks, lines = THREE) => {
  const { text } = await ask(quickbooks, add('1', lines));
  return {
    id: value(text, 'TxnID') ?? '',
    editSequence: value(text, 'EditSequence') ?? '',
    lines: values(text, 'TxnLineID'),
  };
};

describe('an estimate', () => {
  test('has a job, today’s date, the next number, and amounts from quantity and rate', async () => {
    const quickbooks = contractor();
    await ask(quickbooks, add('1', line(ONE), { head: '<RefNumber>41</RefNumber>' }));
    await ask(quickbooks, add('2', THREE));
    const [, second] = quickbooks.books().estimates;
    expect(second).toMatchObject({ refNumber: '42', total: '60.00' });
    expect(second?.fields).toMatchObject({ CustomerRef: JOB, TxnDate: '2026-11-22' });
    expect(second?.lines.map(({ fields }) => fields.Amount)).toEqual(['10.00', '20.00', '30.00']);
  });

  test('may have a number that another one has', async () => {
    const head = '<RefNumber>41</RefNumber>';
    const { codes } = await ask(contractor(), add('1', line(ONE), { head }) + add('2', line(ONE), { head }));
    expect(codes).toEqual({ 1: '0', 2: '0' });
  });

  test('has the description of the item on a line that is told none', async () => {
    const quickbooks = contractor();
    const { people } = quickbooks;
    const SalesAndPurchase = { SalesDesc: 'Slab', IncomeAccountRef: 'Sales', ExpenseAccountRef: 'Job Costs' };
    people.edit(people.find('ItemService', '03-100') ?? '', { SalesAndPurchase });
    await ask(quickbooks, add('1', line(ONE) + line('<Desc>Own</Desc><Quantity>1</Quantity><Rate>1</Rate>')));
    const [estimate] = quickbooks.books().estimates;
    expect(estimate?.lines.map(({ fields }) => fields.Desc)).toEqual(['Slab', 'Own']);
  });

  test('is refused for a vendor in place of a job, an item that is not there, and a date in the closed period', async () => {
    const quickbooks = contractor({ closingDate: '2026-11-20' });
    const { codes, messages } = await ask(
      quickbooks,
      add('vendor', line(ONE), { job: 'Acme Concrete' }) +
        add('item', line(ONE, '', '99')) +
        add('closed', line(ONE), { head: '<TxnDate>2026-11-20</TxnDate>' }) +
        add('open', line(ONE), { head: '<TxnDate>2026-11-21</TxnDate>' }),
    );
    expect(codes).toEqual({ vendor: '3140', item: '3140', closed: '3171', open: '0' });
    expect(messages.item).toContain('in the Estimate line.');
    expect(quickbooks.books().estimates).toHaveLength(1);
  });

  test('is refused, and not looked for, while estimates are switched off', async () => {
    const quickbooks = contractor({ usesEstimates: false });
    const { codes, text } = await ask(
      quickbooks,
      `${add('1', line(ONE))}<EstimateQueryRq requestID="q"/><PreferencesQueryRq requestID="p"/>`,
    );
    expect(codes).toEqual({ 1: '3250', q: '3250', p: '0' });
    expect(value(text, 'IsUsingEstimates')).toBe('false');
  });

  test.each([
    ['a line of an order', line(ONE).replaceAll('EstimateLineAdd', 'PurchaseOrderLineAdd')],
    ['CustomerRef on a line', line(ONE, '<CustomerRef><FullName>x</FullName></CustomerRef>')],
    ['both Rate and RatePercent', line(`${ONE}<RatePercent>5</RatePercent>`)],
    ['no line', ''],
  ])('with %s is no qbXML', async (_, lines) => {
    const answer = await contractor().process(document(add('1', lines)));
    expect(answer).toMatchObject({ hresult: '0x80040400' });
  });
});

describe('a modification', () => {
  test('keeps the lines that it names, deletes the others, changes one, and adds one', async () => {
    const quickbooks = contractor();
    const { id, editSequence, lines } = await posted(quickbooks);
    const added = `${ONE.replace('10.00', '7.00')}`;
    const { codes } = await ask(
      quickbooks,
      mod(
        id,
        editSequence,
        `<CreateChangeOrder>false</CreateChangeOrder>${keep(lines[0] ?? '')}${keep(lines[2] ?? '', '<Rate>31.50</Rate>')}${keep('-1', `<ItemRef><FullName>03-200</FullName></ItemRef>${added}<Other2>k</Other2>`)}`,
      ),
    );
    expect(codes).toEqual({ m: '0' });
    const [estimate] = quickbooks.books().estimates;
    expect(estimate?.lines.map(({ fields }) => fields.Amount)).toEqual(['10.00', '31.50', '7.00']);
    expect(estimate?.lines.slice(0, 2).map((one) => one.id)).toEqual([lines[0], lines[2]]);
    expect(estimate?.fields).not.toHaveProperty('CreateChangeOrder');
    expect(estimate?.editSequence).not.toBe(editSequence);
  });

  test('is refused out of order, of a line that is not there, and under an old EditSequence, which it is shown', async () => {
    const quickbooks = contractor();
    const { id, editSequence, lines } = await posted(quickbooks);
    const [first = '', second = ''] = lines;
    const codeOf = async (request: string) => (await ask(quickbooks, request)).codes.m;
    expect(await codeOf(mod(id, editSequence, keep(second) + keep(first)))).toBe('3290');
    expect(await codeOf(mod(id, editSequence, keep('FF-1')))).toBe('3120');
    expect(await codeOf(mod('FF-1', editSequence, keep(first)))).toBe('3120');
    quickbooks.people.edit(id, { Memo: 'Checked' });
    const stale = await ask(quickbooks, mod(id, editSequence, keep(first)));
    expect(stale.codes.m).toBe('3200');
    expect(value(stale.text, 'Memo')).toBe('Checked');
    expect(quickbooks.books().estimates[0]?.lines).toHaveLength(3);
  });

  test('is refused while somebody has the estimate open', async () => {
    const quickbooks = contractor();
    const { id, editSequence, lines } = await posted(quickbooks);
    quickbooks.people.open(id);
    const { codes, messages } = await ask(quickbooks, mod(id, editSequence, keep(lines[0] ?? '')));
    expect(codes).toEqual({ m: '3175' });
    expect(messages.m).toContain('an estimate');
  });
});

describe('a query', () => {
  test('finds by TxnID, with lines when they are asked for, and says what is not there', async () => {
    const quickbooks = contractor();
    const { id } = await posted(quickbooks);
    const query = (more: string) =>
      `<EstimateQueryRq requestID="q"><TxnID>${id}</TxnID>${more}</EstimateQueryRq>`;
    expect(values((await ask(quickbooks, query(''))).text, 'TxnLineID')).toEqual([]);
    const lines = await ask(quickbooks, query('<IncludeLineItems>true</IncludeLineItems>'));
    expect(values(lines.text, 'TxnLineID')).toHaveLength(3);
    quickbooks.people.remove(id);
    expect((await ask(quickbooks, query(''))).codes.q).toBe('500');
    const deleted = await ask(
      quickbooks,
      '<TxnDeletedQueryRq requestID="d"><TxnDelType>Estimate</TxnDelType></TxnDeletedQueryRq>',
    );
    expect(value(deleted.text, 'TxnID')).toBe(id);
  });

  test('finds those of one job by its customer', async () => {
    const quickbooks = contractor();
    const { id } = await posted(quickbooks);
    await ask(quickbooks, add('2', line(ONE), { job: 'Harbor Trust' }));
    const { text } = await ask(
      quickbooks,
      `<EstimateQueryRq requestID="q"><EntityFilter><FullName>${JOB}</FullName></EntityFilter></EstimateQueryRq>`,
    );
    expect(values(text, 'TxnID')).toEqual([id]);
  });
});

test('an item that an estimate uses is not deleted, and a merged one is replaced in it', async () => {
  const quickbooks = contractor();
  const { people } = quickbooks;
  await posted(quickbooks);
  const [used, other] = ['03-100', '03-200'].map((code) => people.find('ItemService', code) ?? '');
  expect(() => people.remove(used ?? '')).toThrow('3160');
  people.merge(used ?? '', other ?? '');
  expect(quickbooks.books().estimates[0]?.lines[0]?.fields.ItemRef).toBe('03-200');
});
