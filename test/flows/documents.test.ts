import { readFileSync } from 'node:fs';
import { check } from '../../lib/qbxml/check.ts';
import { dump } from '../qbxml-dump.ts';
import { cases, messageSetOf, requestsOf } from './documents.ts';
import { fetched, flowNamed, given } from './given.ts';

/** The files stand indented for reading; QuickBooks gets one request a line. */
const asSent = (readable: string): string =>
  readable.replace(/\n +</g, '<').replace(/\n(<\/(?!QBXMLMsgsRq)\w+Rq>)/g, '$1');

const expected = (flow: string, file: string): string =>
  asSent(readFileSync(new URL(`${flow}/${file}.xml`, import.meta.url), 'utf8'));

describe('what Procore shows becomes what QuickBooks gets, byte for byte', () => {
  test.each(cases.map((one) => [`${one.flow}: ${one.file}`, one] as const))('%s', async (name, one) => {
    const xml = await messageSetOf(one);
    dump(name, xml);
    expect(xml).toBe(expected(one.flow, one.file));
  });
});

describe('every document of the fixtures', () => {
  test.each(cases.map((one) => [`${one.flow}: ${one.file}`, one] as const))(
    'may be sent to its edition: %s',
    async (_, one) => {
      for (const request of await requestsOf(one))
        expect(check(request, one.settings?.country ?? 'US')).toEqual([]);
    },
  );

  const writes = cases.filter(({ asks }) => asks === 'write');
  test.each(writes.map((one) => [`${one.flow}: ${one.file}`, one] as const))(
    'is refused by no rule: %s',
    async (_, one) => {
      const flow = flowNamed(one.flow);
      const context = given({ flow: one.flow, id: one.id }, one.settings, one.context);
      expect(flow.refuse(await fetched(flow, one.id, one), context)).toBeUndefined();
    },
  );
});
