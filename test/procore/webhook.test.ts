import {
  type MalformedWebhook,
  parentOf,
  parseWebhook,
  type WebhookEvent,
} from '../../lib/procore/webhook.ts';

const v2 = {
  id: 771204455,
  ulid: '01KAB3C5D7E9F1G3H5J7K9M1N3',
  timestamp: '2026-05-04T10:11:12.131415Z',
  metadata: {
    source_user_id: 31,
    source_project_id: 9001,
    source_operation_id: null,
    source_company_id: 77,
    source_application_id: null,
  },
  user_id: 31,
  company_id: 77,
  project_id: 9001,
  api_version: 'v2.0',
  event_type: 'update',
  resource_name: 'Purchase Order Contracts',
  resource_id: 5550001,
};

const v4 = {
  id: '01KAB3C5D7E9F1G3H5J7K9M1N4',
  timestamp: '2026-05-04T10:11:12.131415Z',
  reason: 'status_change',
  company_id: '77',
  project_id: '9001',
  user_id: '31',
  resource_type: 'Work Order Contracts',
  resource_id: '5550002',
};

const line = { ...v2, api_version: 'v3.0', resource_name: 'Work Order Contract Line Items', resource_id: 88 };

const eventOf = (body: unknown): WebhookEvent => {
  const parsed = parseWebhook(typeof body === 'string' ? body : JSON.stringify(body));
  if (parsed.is !== 'event') throw new Error(parsed.why);
  return parsed;
};

const whyOf = (body: unknown): MalformedWebhook['why'] => {
  const parsed = parseWebhook(typeof body === 'string' ? body : JSON.stringify(body));
  if (parsed.is !== 'malformed') throw new Error(`read as ${JSON.stringify(parsed)}`);
  return parsed.why;
};

describe('payload versions', () => {
  test.each(['v2', 'v2.0'])('%s: the ULID is the id, numbers become texts', (api_version) => {
    expect(eventOf({ ...v2, api_version })).toEqual({
      is: 'event',
      id: v2.ulid,
      companyId: '77',
      projectId: '9001',
      resource: 'Purchase Order Contracts',
      resourceId: '5550001',
      event: 'update',
      related: [],
    });
  });

  test('v2 at company level has no project', () => {
    expect(eventOf({ ...v2, project_id: null, resource_name: 'Company Vendors' }).projectId).toBeUndefined();
    expect(eventOf({ ...v2, project_id: undefined }).projectId).toBeUndefined();
  });

  test('v3.0 names the contract of a line', () => {
    const event = eventOf({ ...line, related_resources: [{ id: 5550002, name: 'Work Order Contracts' }] });
    expect(event.related).toEqual([{ id: '5550002', name: 'Work Order Contracts' }]);
    expect(parentOf(event)).toEqual({ id: '5550002', name: 'Work Order Contracts' });
  });

  test('a line event without a named contract has no parent, nor has a contract', () => {
    expect(parentOf(eventOf({ ...line, related_resources: [] }))).toBeUndefined();
    expect(
      parentOf(eventOf({ ...line, related_resources: [{ id: 1, name: 'Direct Costs' }] })),
    ).toBeUndefined();
    expect(
      parentOf(eventOf({ ...v2, related_resources: [{ id: 1, name: 'Purchase Order Contracts' }] })),
    ).toBeUndefined();
  });

  test('v4.0 is flat, its reasons are more than three, and a later data object is ignored', () => {
    const event = eventOf({ ...v4, data: { anything: [1] } });
    expect(event).toMatchObject({
      id: v4.id,
      companyId: '77',
      resourceId: '5550002',
      event: 'status_change',
      related: [],
    });
  });

  test('ids above 2^53 are exact in every place', () => {
    const body = JSON.stringify(v2)
      .replace('"ulid":"01KAB3C5D7E9F1G3H5J7K9M1N3"', '"ulid":null')
      .replace('771204455', '5982324300946918154')
      .replace('5550001', '9007199254740993')
      .replace('"project_id":9001,"api', '"project_id":9007199254740995,"api');
    expect(eventOf(body)).toMatchObject({
      id: '5982324300946918154',
      resourceId: '9007199254740993',
      projectId: '9007199254740995',
    });
  });
});

describe('malformed deliveries say what and where', () => {
  test.each([
    ['resource_id', { ...v2, resource_id: 'abc' }, 'the field resource_id is not an id.'],
    ['a fraction', { ...v2, resource_id: 12.5 }, 'the field resource_id is not an id.'],
    ['a negative id', { ...v2, project_id: -4 }, 'the field project_id is not an id.'],
    ['no company', { ...v2, company_id: undefined }, 'the field company_id is missing.'],
    ['company as object', { ...v2, company_id: { id: 77 } }, 'the field company_id is not an id.'],
    ['resource name as number', { ...v2, resource_name: 7 }, 'the field resource_name is not a name.'],
    ['no event type', { ...v2, event_type: undefined }, 'the field event_type is missing.'],
    ['no ids at all', { ...v2, id: undefined, ulid: undefined }, 'the field id is missing.'],
    ['v4 reason as null', { ...v4, reason: null }, 'the field reason is not a word.'],
    [
      'related as object',
      { ...line, related_resources: { id: 1 } },
      'the field related_resources is not a list of {id, name}.',
    ],
    [
      'related without name',
      { ...line, related_resources: [{ id: 1 }] },
      'the field related_resources is not a list of {id, name}.',
    ],
    ['a list', [v2], 'the body is no JSON object.'],
  ])('%s', (_, body, why) => {
    expect(whyOf(body)).toBe(why);
  });

  test('an id of more digits than 64 bits hold', () => {
    expect(whyOf(JSON.stringify(v2).replace('5550001', '12345678901234567890'))).toBe(
      'the field resource_id is not an id.',
    );
  });

  test('a name given twice, since the two could be read as two records', () => {
    const body = JSON.stringify(v2).replace('"resource_id":', '"resource_id":1,"resource_id":');
    expect(whyOf(body)).toMatch(/^the body is no JSON: the name "resource_id" occurs twice/);
  });

  test('every truncated body', () => {
    const body = JSON.stringify(v4);
    for (let length = 0; length < body.length; length += 7)
      expect(whyOf(body.slice(0, length))).toMatch(/^the body is no JSON/);
  });

  test('a body beyond any real one is not read', () => {
    expect(whyOf(`{"a":"${'x'.repeat(100_000)}"}`)).toMatch(/longer than 100000/);
  });
});
