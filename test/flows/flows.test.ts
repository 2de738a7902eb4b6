import type { Flow } from '../../lib/flow.ts';
import { flows } from '../../lib/flows/index.ts';
import { type Fields, valuesOf } from '../../lib/qbxml/message.ts';
import { cases, requestsOf } from './documents.ts';
import { fetched, given, mapped, written } from './given.ts';
import { canada } from './settings.ts';

/** The flows that a flow needs, directly or through others; a cycle would never end, so depth is bounded. */
const needed = (flow: Flow<unknown>, depth = 0): string[] =>
  depth > flows.length ? [flow.name] : flow.needs.flatMap((need) => [need.name, ...needed(need, depth + 1)]);

describe.each(flows.map((flow) => [flow.name, flow] as const))('the flow %s', (name, flow) => {
  test('has a name of its own: small letters, digits and hyphens, fit for a key', () => {
    expect(flows.filter((other) => other.name === name)).toHaveLength(1);
    expect(name).toMatch(/^[a-z][a-z0-9-]{1,29}$/);
  });

  test('needs only listed flows, and never itself', () => {
    expect(needed(flow)).not.toContain(name);
    const names = flows.map((one) => one.name);
    for (const need of needed(flow)) expect(names).toContain(need);
  });

  test('stands after the flows that it needs', () => {
    for (const need of flow.needs) expect(flows.indexOf(need)).toBeLessThan(flows.indexOf(flow));
    expect(flow.needs.every((need) => flows.some((one) => one.name === need.name))).toBe(true);
  });

  test('names the webhooks that touch it', () => {
    const all = ({ on, onProject = [] }: Flow<unknown>) => [...on, ...onProject];
    expect(all(flow).length).toBeGreaterThan(0);
    for (const resource of all(flow)) expect(resource.trim()).not.toBe('');
    for (const other of flows)
      if (other !== flow) expect(all(other).filter((resource) => all(flow).includes(resource))).toEqual([]);
  });

  const documents = cases.filter((one) => one.flow === name && one.asks === 'write' && !one.modifies);

  test('has written documents for the United States, and for Canada unless nothing of it goes there', async () => {
    const countries = new Set(documents.map(({ settings }) => settings?.country ?? 'US'));
    expect(countries.has('US')).toBe(true);
    const [first] = documents;
    const content = first && (await fetched(flow, first.id, first));
    const why = first && flow.refuse(content, given({ flow: name, id: first.id }, canada));
    expect(countries.has('CA')).toBe(why?.code !== 'edition');
  });

  test.each(documents.map((one) => [one.file, one] as const))(
    'says the same twice and leaves its content untouched: %s',
    async (_, one) => {
      const content = await fetched(flow, one.id, one);
      const before = structuredClone(content);
      const context = given({ flow: name, id: one.id }, one.settings, one.context);
      const first = flow.request(content, context, { is: 'absent' });
      expect(flow.request(content, context, { is: 'absent' })).toEqual(first);
      expect(content).toEqual(before);
    },
  );

  test.each(documents.map((one) => [one.file, one] as const))(
    'adds what carries our GUID and answers with what a lookup needs: %s',
    async (_, one) => {
      const [request] = await requestsOf(one);
      if (request?.message === 'PurchaseOrderModRq') return;
      expect(request?.message).toMatch(/AddRq$/);
      expect(written(request)).toMatchObject({
        ExternalGUID: given({ flow: name, id: one.id }).guid,
      });
      expect(request?.fields.IncludeRetElement).toEqual(
        expect.arrayContaining(['EditSequence', 'ExternalGUID']),
      );
    },
  );

  test.each(documents.map((one) => [one.file, one] as const))(
    'marks every line that it adds to an order: %s',
    async (_, one) => {
      const [request] = await requestsOf(one);
      const lines = (request?.message.startsWith('PurchaseOrder') && written(request)) || {};
      for (const line of valuesOf(lines.PurchaseOrderLineMod ?? lines.PurchaseOrderLineAdd) as Fields[])
        if (line.TxnLineID === undefined || line.TxnLineID === '-1')
          expect(line.Other2).toMatch(/^(pl|co):[\w-]{1,26}$/);
    },
  );

  test.each(documents.map((one) => [one.file, one] as const))(
    'looks up what it has not mapped, links only flows that it needs, titles its record: %s',
    async (_, one) => {
      const content = await fetched(flow, one.id, one);
      const context = given({ flow: name, id: one.id }, one.settings, one.context);
      expect(flow.lookup(content, context).length).toBeGreaterThan(0);
      expect(flow.title(content)).not.toBe('');
      const { Name, RefNumber } = written(flow.request(content, context, { is: 'absent' }));
      // What it writes to a target has no name or number of its own.
      if (!flow.target && (Name ?? RefNumber) !== undefined)
        expect(flow.claims(content, context)).not.toEqual([]);
      const needs = flow.needs.map((need) => need.name);
      for (const link of flow.links(content, context.settings)) expect(needs).toContain(link.flow);
    },
  );
});

describe('records whose changes go out', () => {
  const follows = cases.filter(({ modifies }) => modifies);

  test.each(follows.map((one) => [`${one.flow}: ${one.file}`, one] as const))(
    'are read again by id and modified under the EditSequence that was read: %s',
    async (_, one) => {
      const flow = flows.find(({ name }) => name === one.flow);
      if (!flow) throw new Error(`no flow ${one.flow}`);
      const content = await fetched(flow, one.id, one);
      const mapping = mapped({ flow: one.flow, id: one.id });
      const context = given({ flow: one.flow, id: one.id }, one.settings, { mapping });
      const lookup = flow.lookup(content, context);
      expect(lookup.map(({ fields }) => fields.ListID ?? fields.TxnID)).toEqual([[mapping.id]]);
      const now = { ...mapping, editSequence: '42' };
      const request = flow.request(content, context, { is: 'found', mapping: now });
      const { ListID, TxnID, EditSequence } = written(request);
      expect([ListID ?? TxnID, EditSequence]).toEqual([mapping.id, '42']);
    },
  );

  test('are those of lists, budgets, and orders that are to be closed', () => {
    expect([...new Set(follows.map(({ flow }) => flow))].sort()).toEqual([
      'budgets',
      'commitments',
      'companies',
      'cost-codes',
      'projects',
    ]);
  });
});
