import { check } from '../../lib/qbxml/check.ts';
import type { QbRequest } from '../../lib/qbxml/message.ts';
import type { Aggregate, Edition } from '../../lib/qbxml/vocabulary/notation.ts';
import { vocabulary } from '../../lib/qbxml/vocabulary.ts';
import { writeMessageSet } from '../../lib/qbxml/write.ts';
import { dump } from '../qbxml-dump.ts';
import { fullest } from './maximal.ts';

const editions: readonly Edition[] = ['US', 'CA'];
const turns = Array.from({ length: 21 }, (_, turn) => turn);
const cases = [...vocabulary.values()].flatMap((message) =>
  editions.map((edition) => ({ name: message.name, content: message.content, edition })),
);

const elementsOf = (content: Aggregate): readonly string[] => content.order.map(({ name }) => name);

test('every message of the flows in scope is known', () => {
  const adds = ['ItemService', 'Vendor', 'Customer', 'PurchaseOrder', 'Estimate'];
  expect([...vocabulary.keys()].sort()).toEqual(
    [
      ...adds.flatMap((object) => [`${object}AddRq`, `${object}ModRq`, `${object}QueryRq`]),
      ...['HostQueryRq', 'CompanyQueryRq', 'PreferencesQueryRq', 'ItemQueryRq', 'EntityQueryRq'],
      ...['ListDeletedQueryRq', 'TxnDeletedQueryRq', 'ListDelRq', 'TxnDelRq'],
      ...['BillAddRq', 'BillQueryRq', 'VendorCreditAddRq', 'VendorCreditQueryRq'],
      ...['BillPaymentCheckAddRq', 'BillPaymentCheckQueryRq', 'BillPaymentCreditCardQueryRq'],
      ...['CheckQueryRq', 'CreditCardChargeQueryRq', 'CreditCardCreditQueryRq', 'JournalEntryQueryRq'],
      'JobReportQueryRq',
    ].sort(),
  );
});

describe.each(cases)('$name in the $edition edition', ({ name, content, edition }) => {
  const requests = turns.map((turn): QbRequest => {
    return { message: name, fields: fullest(content, edition, turn) };
  });

  test('its fullest instances pass the check', () => {
    expect(requests.flatMap((request) => check(request, edition))).toEqual([]);
  });

  test('its fullest instances are written whole', () => {
    requests.forEach((request, turn) => {
      const xml = writeMessageSet([{ requestID: String(turn), request }], { onError: 'stopOnError' });
      dump(`fullest-${edition}-${name}-${turn}`, xml);
      for (const element of Object.keys(request.fields)) expect(xml).toContain(`<${element}>`);
    });
  });
});

test('no element stands twice in one aggregate', () => {
  const twice = (content: Aggregate, path: string): string[] => [
    ...elementsOf(content)
      .filter((name, index, all) => all.indexOf(name) !== index)
      .map((name) => `${path}/${name}`),
    ...content.order.flatMap(({ name, type }) =>
      type.is === 'aggregate' ? twice(type, `${path}/${name}`) : [],
    ),
  ];
  expect([...vocabulary.values()].flatMap(({ name, content }) => twice(content, name))).toEqual([]);
});
