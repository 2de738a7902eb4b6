import { setTimeout as pause } from 'node:timers/promises';
import { DeleteTableCommand } from '@aws-sdk/client-dynamodb';
import { createConnectionStore } from '../../lib/stores/connections.ts';
import { applyLocally } from '../../local/apply.ts';
import { recordsOf } from '../../local/demo/states.ts';
import { startPlumbline } from '../../local/plumbline.ts';
import { US_SETTINGS } from '../../local/sample/us/settings.ts';
import type { Asked } from '../../local/simulators/procore/endpoint.ts';
import type { Fault } from '../../local/simulators/procore/faults.ts';
import { startProcore } from '../../local/simulators/procore/start.ts';
import { sampleCompany } from '../procore/company-data.ts';
import { CLOSE, OPEN } from '../web-connector/soap-client.ts';
import { capture } from './captured.ts';

const SECRET = 'planted-client-secret/+=%';
const TAX_ID = '98-7654321';
const BANK = '021000021765432';
const [WRONG_TOKEN, WRONG_PASSWORD] = ['planted-wrong-token', 'planted-wrong-password'];
const NS = 'xmlns="http://developer.intuit.com/"';

/** Secrets where Procore might repeat them: each answer that it can give to the GET of a vendor. */
const ANSWERS: Record<string, (asked: Asked) => Fault> = {
  '601': ({ headers }) => ({
    do: 'answer',
    answer: { status: 401, body: { error: 'invalid_token', message: `no: ${headers.authorization}` } },
  }),
  '602': () => ({
    do: 'answer',
    answer: { status: 422, body: { errors: { tax_id: [`${TAX_ID} is taken`] } } },
  }),
  '603': () => ({ do: 'answer', answer: { status: 400, body: `tax_id=${TAX_ID}&account_number=${BANK}` } }),
  '604': () => ({
    do: 'answer',
    answer: { status: 200, body: `{"id":604,"tax_id":"${TAX_ID}","bank":${BANK}` },
  }),
  '605': () => ({
    do: 'answer',
    answer: { status: 200, body: { id: 605, name: [TAX_ID], is_active: `${BANK}`, tax_id: TAX_ID } },
  }),
  '606': () => ({ do: 'hang-up' }),
};

const faults = (asked: Asked): Fault | undefined => {
  if (asked.path === '/oauth/token' && asked.body.includes('refuse-me')) {
    const message = `the form ${asked.body} holds a wrong secret, ${SECRET}`;
    return { do: 'answer', answer: { status: 401, body: { error: 'invalid_client', message } } };
  }
  return ANSWERS[/^\/rest\/v1\.0\/vendors\/(\d+)$/.exec(asked.path)?.[1] ?? '']?.(asked);
};

/** A connection on a Plumbline that logs as it does in AWS, and a Procore that repeats what it is told. */
const start = async () => {
  process.env.PLANTED_SECRET = SECRET;
  process.env.POWERTOOLS_LOG_LEVEL = 'INFO';
  const company = sampleCompany();
  for (const vendor of company.vendors)
    Object.assign(vendor, {
      business_register: { type: 'EIN', identifier: TAX_ID },
      ...{ tax_id: TAX_ID, bank_account_number: BANK },
    });
  const clients = [{ clientId: 'planted-client', clientSecret: SECRET }];
  const procore = await startProcore({ companies: [company], clients, faults });
  const crashes: unknown[] = [];
  const plumbline = await startPlumbline({ onCrash: (error) => crashes.push(error) });
  const here = { apiUrl: procore.url, loginUrl: procore.url, companyId: '77' };
  const settings = {
    ...{ ...US_SETTINGS, name: 'planted' },
    procore: { ...here, clientId: 'planted-client', clientSecret: 'env:PLANTED_SECRET' },
  };
  const { password = '', webhookToken = '' } = await applyLocally(plumbline, settings);
  const said: string[] = [];
  const post = async (path: string, body: string, headers: Record<string, string>): Promise<string> => {
    const answer = await fetch(`${plumbline.url}${path}`, { method: 'POST', body, headers });
    const text = await answer.text();
    said.push(`${answer.status} ${text}`);
    return text;
  };
  const close = async () => {
    await procore.close();
    await plumbline.close();
    delete process.env.PLANTED_SECRET;
    delete process.env.POWERTOOLS_LOG_LEVEL;
  };
  return { procore, plumbline, crashes, settings, password, webhookToken, said, post, close };
};

/** Changes that fail come again later: nobody waits for the queue to be empty, only for what is to be seen. */
const until = async (seen: () => boolean): Promise<void> => {
  for (let n = 0; n < 400; n++) {
    if (seen()) return;
    await pause(50);
  }
  throw new Error(`was not seen: ${seen}`);
};

type World = Awaited<ReturnType<typeof start>>;

const event = (id: string, more = '') =>
  `{"id":5,"ulid":"01KAB3C5D7E9F1G3H5J7K9M1N3","company_id":77,"event_type":"update","resource_name":"Company Vendors","resource_id":${id}${more}}`;

const webhooks = async ({ post, webhookToken, procore }: World): Promise<void> => {
  const deliver = (body: string, authorization?: string, path = '/webhooks/planted') =>
    post(path, body, { 'content-type': 'application/json', ...(authorization && { authorization }) });
  await deliver(event('501'));
  for (const wrong of [
    WRONG_TOKEN,
    `Bearer ${WRONG_TOKEN}`,
    `Basic ${WRONG_TOKEN}`,
    `Bearer ${webhookToken}x`,
  ])
    await deliver(event('501'), wrong);
  await deliver(event('501'), `Bearer ${webhookToken}`, '/webhooks/somebody-else');
  const good = `Bearer ${webhookToken}`;
  await deliver(`{"tax_id":"${TAX_ID}","bank_account_number":"${BANK}"`, good);
  await deliver(`{"tax_id":"${TAX_ID}","company_id":"${BANK}","token":"${webhookToken}"}`, good);
  await deliver(event('501', `,"data":{"tax_id":"${TAX_ID}","note":"${'x'.repeat(300_000)}"}`), good);
  for (const id of ['501', ...Object.keys(ANSWERS)]) {
    await deliver(event(id, `,"data":{"tax_id":"${TAX_ID}"}`), good);
    await until(() => procore.requests.some(({ path }) => path.endsWith(`/vendors/${id}`)));
  }
};

const soap = async ({ post, password, plumbline }: World): Promise<void> => {
  const call = (inner: string, type = 'text/xml; charset=utf-8') =>
    post('/qbwc', `${OPEN}${inner}${CLOSE}`, { 'content-type': type });
  const login = (user: string, secret: string) =>
    `<authenticate ${NS}><strUserName>${user}</strUserName><strPassword>${secret}</strPassword></authenticate>`;
  const user = US_SETTINGS.webConnector.user;
  await call(login(user, WRONG_PASSWORD));
  await call(login(password, user));
  await call(login(WRONG_PASSWORD, password));
  await call(`<authenticate ${NS}><strPassword>${password}</strUserName></authenticate>`);
  await call(`<authenticate ${NS}><strPassword>&${WRONG_PASSWORD};</strPassword></authenticate>`);
  await call(`<authenticate ${NS}><${WRONG_PASSWORD}><a/></${WRONG_PASSWORD}></authenticate>`);
  await call(login(user, `<b>${WRONG_PASSWORD}</b>`));
  await call(login(user, password), `text/xml; charset=klingon`);
  const opened = await call(login(user, password));
  const ticket = /<string>(planted\.\w+)<\/string>/.exec(opened)?.[1] ?? '';
  expect(ticket).not.toBe('');
  const version = '<qbXMLMajorVers>16</qbXMLMajorVers><qbXMLMinorVers>0</qbXMLMinorVers>';
  await call(`<sendRequestXML ${NS}><ticket>${ticket}</ticket>${version}</sendRequestXML>`);
  const ret = `<VendorRet><VendorTaxIdent>${TAX_ID}</VendorTaxIdent><BankNumber>${BANK}</BankNumber>`;
  const answer = `<?xml version="1.0"?><QBXML><QBXMLMsgsRs>${ret}</${TAX_ID}></QBXMLMsgsRs></QBXML>`;
  await call(
    `<receiveResponseXML ${NS}><ticket>${ticket}</ticket><response><![CDATA[${answer}]]></response></receiveResponseXML>`,
  );
  await call(`<getLastError ${NS}><ticket>${ticket}</ticket></getLastError>`);
  await call(`<closeConnection ${NS}><ticket>${ticket}</ticket></closeConnection>`);
  const { dynamo, prefix } = plumbline.aws;
  await dynamo.send(new DeleteTableCommand({ TableName: `${prefix}sessions` }) as never);
  await call(`<sendRequestXML ${NS}><ticket>${ticket}</ticket></sendRequestXML>`);
  await call(login(user, password));
};

/** Procore refuses the credential, then nobody can read it. */
const credentials = async ({ post, procore, webhookToken }: World, log: () => string): Promise<void> => {
  const tell = () => {
    procore.revokeTokens();
    const authorization = `Bearer ${webhookToken}`;
    return post('/webhooks/planted', event('502'), { 'content-type': 'application/json', authorization });
  };
  process.env.PLANTED_SECRET = 'refuse-me-planted';
  await tell();
  await until(() => procore.requests.some(({ body }) => body.includes('refuse-me')));
  delete process.env.PLANTED_SECRET;
  await tell();
  await until(() => log().includes('The secret env:PLANTED_SECRET is empty or not there.'));
};

test('no password, token, secret, tax id or bank number is ever in a log, a fault, an error or a record', async () => {
  const captured = capture();
  let world: World | undefined;
  try {
    world = await start();
    await webhooks(world);
    await credentials(world, captured.text);
    await soap(world);
    const { plumbline, password, webhookToken, procore } = world;
    const store = createConnectionStore({
      client: plumbline.aws.dynamo,
      table: `${plumbline.aws.prefix}connections`,
    });
    const records = await recordsOf(plumbline, 'planted');
    const everything = {
      log: captured.text(),
      said: world.said.join('\n'),
      crashes: world.crashes
        .map((error) => (error instanceof Error ? error.stack : String(error)))
        .join('\n'),
      connection: JSON.stringify(await store.get('planted')),
      records: JSON.stringify(records.map(({ mapping: _, ...record }) => record)),
    };
    const issued = procore.requests.flatMap(
      ({ headers }) => /^Bearer (\S+)$/.exec(headers.authorization ?? '')?.[1] ?? [],
    );
    const secrets = [
      ...[password, webhookToken, SECRET, encodeURIComponent(SECRET), 'refuse-me-planted', TAX_ID, BANK],
      ...[WRONG_TOKEN, WRONG_PASSWORD, ...new Set(issued)],
    ];
    // Whoever sees a ticket in a log could go on with its session.
    const tickets = [...everything.said.matchAll(/<string>([\w-]+\.\w+)<\/string>/g)].map(
      ([, ticket = '']) => ticket,
    );
    expect(tickets.filter((ticket) => everything.log.includes(ticket))).toEqual([]);
    expect([issued.length > 0, tickets.length > 3]).toEqual([true, true]);
    const leaks = Object.entries(everything).flatMap(([where, text]) =>
      secrets.filter((secret) => text.includes(secret)).map((secret) => `${where}: ${secret}`),
    );
    expect(leaks).toEqual([]);
    const logged = new Set([...everything.log.matchAll(/"message":"([\w.-]+)"/g)].map(([, name]) => name));
    const expected = [
      ...['webhook.answered', 'changes.normalized', 'login.refused', 'soap.refused', 'soap.call'],
      ...['session.stopped', 'soap.failed', 'changes.failed'],
    ];
    expect(expected.filter((event) => !logged.has(event))).toEqual([]);
  } finally {
    await world?.close();
    captured.end();
  }
}, 300_000);
