import fc from 'fast-check';
import type { Change, Connection } from '../../../lib/engine/ports.ts';
import { flows } from '../../../lib/flows/index.ts';
import { parseWebhook } from '../../../lib/procore/webhook.ts';
import { hashToken } from '../../../lib/webhook/tokens.ts';
import { createWebhook } from '../../../lib/webhook.ts';
import { httpEvent } from '../../../local/http-event.ts';
import { facts } from '../../engine/records.ts';
import { bodies, type WireBody } from '../bodies.ts';
import { HEAVY, LIGHT } from '../json-mutations.ts';
import { mutated } from '../mutation.ts';
import { shortened, target, wrong } from '../target.ts';

const { settings } = facts();
const COMPANY = Number(settings.procore.companyId);

/** Deliveries of every payload version. */
const seeds = [
  {
    ...{
      id: 9_912_345,
      ulid: '01JN4K3M5P7Q9R1S3T5V7W9X2A',
      api_version: 'v2',
      metadata: { source_user_id: 7 },
    },
    ...{
      timestamp: '2026-02-24T16:00:12.003200Z',
      user_id: 174_986,
      company_id: COMPANY,
      project_id: 225_096,
    },
    ...{ resource_name: 'Work Order Contracts', resource_id: 786_044, event_type: 'update' },
  },
  {
    ...{ ulid: '01JN4K3M5P7Q9R1S3T5V7W9X2B', api_version: 'v2', company_id: COMPANY, project_id: null },
    ...{ resource_name: 'Company Vendors', resource_id: '562949953421312345', event_type: 'create' },
  },
  {
    ...{ id: '01JN4K3M5P7Q9R1S3T5V7W9X2C', api_version: 'v3.0', company_id: COMPANY, project_id: '225096' },
    ...{ resource_name: 'Work Order Contract Line Items', resource_id: 9, event_type: 'delete' },
    related_resources: [{ id: 786_044, name: 'Work Order Contracts' }],
  },
  {
    ...{ id: '01JN4K3M5P7Q9R1S3T5V7W9X2D', company_id: String(COMPANY), project_id: '225096', user_id: '1' },
    ...{
      resource_type: 'Purchase Order Contracts',
      resource_id: '786044',
      reason: 'update',
      data: { a: [1] },
    },
  },
].map((payload) => JSON.stringify(payload));

const connection: Connection = {
  ...facts(),
  ...{ name: 'kestrel', fileId: '{1b4e28ba-2fa1-4d3b-a3f5-ef19b5a7633b}', marks: 0 },
  webhookTokens: [hashToken('token')],
};

const ID = /^[1-9]\d{0,18}$/;

const isSound = (change: Change): boolean =>
  change.do === 'fetch' && change.connection === 'kestrel' && ID.test(change.key.id);

const deliver = async ({ bytes, contentType }: WireBody): Promise<void> => {
  const sent: Change[] = [];
  const lines: string[] = [];
  const webhook = createWebhook({
    connections: async (name) => (name === 'kestrel' ? connection : undefined),
    changes: { send: async (changes) => void sent.push(...changes) },
    flows,
    log: (event, fields) => lines.push(JSON.stringify({ event, ...fields })),
    count: () => undefined,
  });
  const request = {
    ...{ method: 'POST', path: '/webhooks/kestrel', query: '', routeKey: 'POST /webhooks/{connection}' },
    ...{ pathParameters: { connection: 'kestrel' }, sourceIp: '127.0.0.1', requestId: 'request-1' },
    at: new Date('2026-11-22T09:00:00Z'),
  };
  const headers = { authorization: 'Bearer token', ...(contentType && { 'content-type': contentType }) };
  const { statusCode, body = '' } = await webhook(httpEvent(request, headers, bytes));
  if (statusCode !== 200 && statusCode !== 400 && statusCode !== 413) wrong(`answered ${statusCode}`);
  if (typeof JSON.parse(body).message !== 'string' || body.length > 1_000) wrong(`answered ${body}`);
  if (lines.some((line) => line.length > 2_000)) wrong('a long line was logged');
  if (statusCode !== 200 && sent.length > 0) wrong('something was queued of what was refused');
  if (!sent.every(isSound)) wrong(`queued ${JSON.stringify(sent)}`);
  parseWebhook(bytes.toString());
};

/** The webhook entrance, for a caller who has the token. */
export const webhook = () =>
  target<WireBody>({
    name: 'webhook',
    inputs: bodies(
      fc.oneof({ arbitrary: mutated(seeds, LIGHT, HEAVY), weight: 9 }, fc.constantFrom(...seeds)),
    ),
    answers: deliver,
    show: ({ bytes, contentType }) =>
      `${shortened(contentType ?? '')} ${shortened(bytes.toString('latin1'))}`,
  });
