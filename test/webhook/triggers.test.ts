import { flows } from '../../lib/flows/index.ts';
import type { WebhookEvent } from '../../lib/procore/webhook.ts';
import { createTrigger } from '../../lib/webhook/triggers.ts';
import { literalFlow } from './literal-flows.ts';

const trigger = createTrigger([
  literalFlow('orders', ['Purchase Order Contracts', 'Work Order Contracts']),
  literalFlow('vendors', ['Company Vendors']),
  literalFlow('insurances', ['Company Vendors']),
  literalFlow('budgets', ['Budget Line Items']),
]);

const eventOf = (fields: Partial<WebhookEvent>): WebhookEvent => ({
  is: 'event',
  id: '01KAB3C5D7E9F1G3H5J7K9M1N3',
  companyId: '77',
  projectId: '9001',
  resource: 'Work Order Contracts',
  resourceId: '9223372036854775807',
  event: 'update',
  related: [],
  ...fields,
});

test('a resource becomes a fetch of its flow, its id to the last digit', () => {
  expect(trigger(eventOf({}), 'acme')).toEqual({
    is: 'changes',
    changes: [
      {
        do: 'fetch',
        connection: 'acme',
        key: { flow: 'orders', id: '9223372036854775807' },
        source: { project: '9001', resource: 'Work Order Contracts' },
      },
    ],
  });
});

test('a deletion is a fetch too: it finds nothing', () => {
  expect(trigger(eventOf({ event: 'delete' }), 'acme')).toEqual(trigger(eventOf({}), 'acme'));
});

test('an event of the company has no project', () => {
  const found = trigger(eventOf({ resource: 'Company Vendors', projectId: undefined }), 'acme');
  expect(
    found.is === 'changes' && found.changes.map((change) => change.do === 'fetch' && change.source),
  ).toEqual([{ resource: 'Company Vendors' }, { resource: 'Company Vendors' }]);
});

test('a resource of several flows becomes a fetch for each', () => {
  const found = trigger(eventOf({ resource: 'Company Vendors' }), 'acme');
  expect(
    found.is === 'changes' && found.changes.map((change) => change.do === 'fetch' && change.key.flow),
  ).toEqual(['vendors', 'insurances']);
});

describe('line items', () => {
  const line = { resource: 'Work Order Contract Line Items', resourceId: '88' };

  test.each(['Work Order Contracts', 'Work Order Contract'])(
    'stand for their record, named as %s',
    (name) => {
      expect(trigger(eventOf({ ...line, related: [{ id: '5550002', name }] }), 'acme')).toMatchObject({
        is: 'changes',
        changes: [{ key: { flow: 'orders', id: '5550002' }, source: { resource: 'Work Order Contracts' } }],
      });
    },
  );

  test('of a record that is not named are left to the re-list: their own id is no id of a record', () => {
    expect(trigger(eventOf(line), 'acme')).toEqual({ is: 'line-without-record' });
  });

  test('of records that have no flow are out of scope', () => {
    const related = [{ id: '4', name: 'Prime Contracts' }];
    const found = trigger(eventOf({ resource: 'Prime Contract Line Items', related }), 'acme');
    expect(found).toEqual({ is: 'out-of-scope' });
  });

  test('that a flow names itself are its own resource', () => {
    expect(trigger(eventOf({ resource: 'Budget Line Items', resourceId: '5' }), 'acme')).toMatchObject({
      changes: [{ key: { flow: 'budgets', id: '5' }, source: { resource: 'Budget Line Items' } }],
    });
  });
});

describe('a resource that touches the record of its project', () => {
  const ofProject = createTrigger([
    literalFlow('plans', [], ['Budget Line Items', 'Budget Changes', 'Company Vendors']),
    literalFlow('vendors', ['Company Vendors']),
    literalFlow('changes', ['Budget Changes']),
  ]);

  test('is a fetch of that record, not of one with its own id', () => {
    const event = eventOf({ resource: 'Budget Line Items', resourceId: '5' });
    expect(ofProject(event, 'acme')).toEqual({
      is: 'changes',
      changes: [
        {
          do: 'fetch',
          connection: 'acme',
          key: { flow: 'plans', id: '9001' },
          source: { project: '9001', resource: 'Budget Line Items' },
        },
      ],
    });
  });

  test('may be a record of another flow, too', () => {
    const found = ofProject(eventOf({ resource: 'Budget Changes', resourceId: '6' }), 'acme');
    expect(
      found.is === 'changes' && found.changes.map((change) => change.do === 'fetch' && change.key),
    ).toEqual([
      { flow: 'changes', id: '6' },
      { flow: 'plans', id: '9001' },
    ]);
  });

  test('is left to the re-list where the event names no project; others still get theirs', () => {
    const line = eventOf({ resource: 'Budget Line Items', projectId: undefined });
    expect(ofProject(line, 'acme')).toEqual({ is: 'line-without-record' });
    const vendor = ofProject(eventOf({ resource: 'Company Vendors', projectId: undefined }), 'acme');
    expect(vendor).toMatchObject({ is: 'changes', changes: [{ key: { flow: 'vendors' } }] });
  });
});

test('every webhook about a budget touches the budget of its project', () => {
  const real = createTrigger(flows);
  for (const resource of [
    ...['Budget Line Items', 'Budget Changes', 'Budget Change Adjustments'],
    ...['Budget Change Adjustment Line Items', 'Budget Modifications'],
  ])
    expect(real(eventOf({ resource, resourceId: '5' }), 'acme')).toMatchObject({
      is: 'changes',
      changes: [{ key: { flow: 'budgets', id: '9001' } }],
    });
});

test.each(['Prime Contracts', 'RFIs', 'work order contracts', '__proto__', 'constructor'])(
  '%s is out of scope',
  (resource) => {
    expect(trigger(eventOf({ resource }), 'acme')).toEqual({ is: 'out-of-scope' });
  },
);
