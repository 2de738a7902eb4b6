import { importFlows } from '../../lib/flows/imports.ts';
import { flows } from '../../lib/flows/index.ts';
import type { Feed } from '../../lib/import-flow.ts';
import { ENTRIES } from './entries.ts';
import { importing, partsOf } from './imports.ts';
import { us } from './settings.ts';
import { itemLine, transaction } from './transactions.ts';

const feeds = [...new Set(importFlows.flatMap((flow) => flow.feeds))];

describe.each(importFlows.map((flow) => [flow.name, flow] as const))('the flow %s', (name, flow) => {
  test('has a name of its own among all flows, fit for a key', () => {
    expect([...flows, ...importFlows].filter((other) => other.name === name)).toHaveLength(1);
    expect(name).toMatch(/^[a-z][a-z0-9-]{1,29}$/);
  });

  test('is the only one that reads its feeds', () => {
    for (const feed of flow.feeds)
      expect(importFlows.filter((other) => other.feeds.includes(feed))).toEqual([flow]);
  });

  test('names the export flow of what it enters, and the list of its names, where Procore tells of that, too', () => {
    const { exported } = flow;
    expect(exported !== undefined).toBe(flow.schedule === 'jobs' || flow.schedule === 'vendors');
    if (exported) expect(flows.map((one) => one.name)).toContain(exported.flow);
  });

  test('enters what is found again by the id of its object', () => {
    const entries = ENTRIES[name]?.() ?? [];
    expect(entries.length).toBeGreaterThan(0);
    for (const { originId } of entries) expect(originId).toMatch(/^[0-9A-F]+-\d+(\/[0-9A-F]+-\d+)?$/);
    expect(ENTRIES[name]?.()).toEqual(entries);
  });
});

test.each(feeds)('%s: an object that says nothing, or what nobody knows, is no part', (feed: Feed) => {
  const flow = importFlows.find((one) => one.feeds.includes(feed));
  const strange = `<Novel><TxnLineID>1</TxnLineID></Novel><ItemLineRet/><AppliedToTxnRet/>`;
  for (const inner of ['', strange, `<TxnID>${'8'.repeat(99)}</TxnID><ListID>${'8'.repeat(99)}</ListID>`])
    expect(flow && partsOf(flow, feed, `<${feed}Ret>${inner}</${feed}Ret>`)).toEqual([]);
});

test('elements in another order, and unknown ones between them, are read the same', () => {
  const [costs] = importFlows.filter(({ name }) => name === 'costs');
  const told = transaction('Bill', itemLine('1', '10.00', { memo: 'Mix' }));
  const turned = told.replace(/(<TxnID>.*?<\/TxnID>)(.*)(<\/BillRet>)/, '$2<Novel>1</Novel>$1$3');
  expect(turned).not.toBe(told);
  expect(costs && partsOf(costs, 'Bill', turned)).toEqual(costs && partsOf(costs, 'Bill', told));
});

test('content is plain data: stored and read back it is the same', () => {
  const [costs] = importFlows.filter(({ name }) => name === 'costs');
  for (const { content } of (costs && partsOf(costs, 'Bill', transaction('Bill', itemLine('1', '1.00')))) ??
    [])
    expect(JSON.parse(JSON.stringify(content))).toEqual(content);
});

test('what is read and decided leaves everything as it was', () => {
  const [costs] = importFlows.filter(({ name }) => name === 'costs');
  const [part] = (costs && partsOf(costs, 'Bill', transaction('Bill', itemLine('1', '1.00')), us)) ?? [];
  const before = structuredClone(part);
  expect(costs?.plan(part?.id ?? '', part?.content, importing())).toEqual(
    costs?.plan(part?.id ?? '', part?.content, importing()),
  );
  expect(part).toEqual(before);
});
