import { createAwsRequests, watchClients } from '../../bench/aws-requests.ts';
import { applyConnection } from '../../lib/admin/apply.ts';
import { createLoginStore } from '../../lib/stores/logins.ts';
import { withAws } from '../stores/stores.ts';
import { type Connector, PASSWORD } from './connector.ts';
import { startToys, vendors } from './toys.ts';

const aws = withAws();

const OFFICE = '192.0.2.7';
let hosts = 0;
/** An address that no other test has used. */
const somewhere = (): string => {
  hosts += 1;
  return `198.51.${hosts >> 8}.${hosts & 255}`;
};

const start = async () => (await startToys(aws(), { a: vendors(1) })).connector;

const login = async ({ calls, name }: Connector, password: string, from: string, user = name) =>
  (await calls.authenticate(user, password, from))[1];

const guess = async (connector: Connector, times: number, from: string, user = connector.name) => {
  for (let n = 0; n < times; n++) await login(connector, 'wrong', from, user);
};

test('five wrong passwords cost nothing, the sixth a wait, the right password too', async () => {
  const connector = await start();
  const from = somewhere();
  await guess(connector, 5, from);
  expect(await login(connector, PASSWORD, from)).toBe('');
  await guess(connector, 6, from);
  expect(await login(connector, PASSWORD, from)).toBe('nvu');
  connector.clock.pass(10_000);
  expect(await login(connector, PASSWORD, from)).toBe('');
});

test('wrong passwords all the time: the right one is in after five minutes, from elsewhere at once', async () => {
  const connector = await start();
  const [from, other] = [somewhere(), somewhere()];
  await guess(connector, 12, from);
  for (let round = 0; round < 10; round++) {
    connector.clock.pass(300_000);
    await guess(connector, 2, from);
  }
  expect(await login(connector, PASSWORD, from)).toBe('nvu');
  expect(await login(connector, PASSWORD, other)).toBe('');
  connector.clock.pass(300_000);
  expect(await login(connector, PASSWORD, from)).toBe('');
});

test('tries while locked do not prolong the lock', async () => {
  const connector = await start();
  const from = somewhere();
  await guess(connector, 6, from);
  for (let n = 0; n < 4; n++) {
    connector.clock.pass(2_400);
    expect(await login(connector, PASSWORD, from)).toBe('nvu');
  }
  connector.clock.pass(500);
  expect(await login(connector, PASSWORD, from)).toBe('');
});

/** What thirty wrong passwords from as many addresses leave, without the time that hashing them takes. */
const attack = async ({ name, clock }: Connector): Promise<void> => {
  const logins = createLoginStore({ client: aws().dynamo, table: `${aws().prefix}connections` });
  await Promise.all(Array.from({ length: 30 }, () => logins.failed(name, somewhere(), clock.now(), true)));
};

describe('an attack from many addresses', () => {
  const attacked = async () => {
    const connector = await start();
    expect(await login(connector, PASSWORD, OFFICE)).toBe('');
    await attack(connector);
    return connector;
  };

  test('does not touch the Web Connector where it signed in before', async () => {
    const connector = await attacked();
    expect(await login(connector, PASSWORD, OFFICE)).not.toBe('nvu');
  });

  test('delays it at a new address by one try, ten seconds, however long the attack goes on', async () => {
    const connector = await attacked();
    const moved = somewhere();
    expect(await login(connector, PASSWORD, moved)).toBe('nvu');
    await attack(connector);
    connector.clock.pass(10_000);
    expect(await login(connector, PASSWORD, moved)).not.toBe('nvu');
  });

  test('gets no answer at the first try from each address, not even with the right password', async () => {
    const connector = await attacked();
    const answers = [];
    for (let n = 0; n < 5; n++) answers.push(await login(connector, PASSWORD, somewhere()));
    expect(answers).toEqual(Array.from({ length: 5 }, () => 'nvu'));
  });
});

test('an address that tries many users has no free tries left, but for who signed in from it', async () => {
  const [known, fresh] = [await start(), await start()];
  const shared = somewhere();
  expect(await login(known, PASSWORD, shared)).toBe('');
  for (let n = 0; n < 20; n++) await guess(known, 1, shared, `made-up-${n}`);
  expect(await login(known, PASSWORD, shared)).not.toBe('nvu');
  // Its clock is another one: both begin in the same hour.
  expect(await login(fresh, PASSWORD, shared)).toBe('nvu');
});

test('the Web Connector shows why: the ticket of a locked login tells, and opens nothing', async () => {
  const { calls, name } = await start();
  const from = somewhere();
  for (let n = 0; n < 6; n++) {
    const [ticket = ''] = await calls.authenticate(name, 'wrong', from);
    expect(await calls.closeConnection(ticket)).toBe('OK');
  }
  const [ticket = '', word] = await calls.authenticate(name, PASSWORD, from);
  expect(word).toBe('nvu');
  expect(await calls.getLastError(ticket)).toMatch(/Wait five minutes/);
  expect(await calls.closeConnection(ticket)).toMatch(/Wait five minutes/);
  expect(await calls.sendRequestXML(ticket, '16', '0')).toBe('');
  expect(await calls.receiveResponseXML(ticket, '<QBXML/>', '', '')).toBe(-1);
});

describe('what a login costs', () => {
  /** Requests to AWS of some calls, by kind. */
  const costOf = async (work: () => Promise<unknown>): Promise<Record<string, number>> => {
    const before = requests.counts();
    await work();
    const after = Object.entries(requests.counts());
    return Object.fromEntries(
      after.flatMap(([kind, count]) =>
        count > (before[kind] ?? 0) ? [[kind, count - (before[kind] ?? 0)]] : [],
      ),
    );
  };
  const requests = createAwsRequests(() => 0);
  beforeAll(() => watchClients(requests, { dynamo: aws().dynamo, sqs: aws().sqs }));

  test('an unknown user, a known one and one of a name of 10 KB cost the same', async () => {
    const connector = await start();
    const cost = (user: string) => costOf(() => login(connector, 'wrong', somewhere(), user));
    const known = await cost(connector.name);
    expect(known).toEqual({ 'DynamoDB BatchGetItem': 1, 'DynamoDB UpdateItem': 3 });
    expect(await cost('nobody')).toEqual(known);
    expect(await cost('x'.repeat(10_000))).toEqual(known);
    expect(await cost('')).toEqual(known);
  });

  test('the same holds while they are locked', async () => {
    const connector = await start();
    const from = somewhere();
    const cost = async (user: string) => {
      await guess(connector, 6, from, user);
      return costOf(() => login(connector, 'wrong', from, user));
    };
    const known = await cost(connector.name);
    expect(known).toEqual({ 'DynamoDB BatchGetItem': 1 });
    expect(await cost('no-such-user')).toEqual(known);
  });

  test('an idle poll makes four requests in all', async () => {
    const connector = await start();
    await login(connector, PASSWORD, OFFICE);
    await connector.connections.note(connector.name, { identifiedAt: connector.clock.now().toISOString() });
    const { calls, name } = connector;
    const cost = await costOf(async () => {
      calls.serverVersion();
      calls.clientVersion('2.3.0.215');
      const [ticket = '', word] = await calls.authenticate(name, PASSWORD, OFFICE);
      expect(word).toBe('none');
      await calls.closeConnection(ticket);
    });
    expect(cost).toEqual({ 'DynamoDB BatchGetItem': 1, 'DynamoDB GetItem': 2, 'DynamoDB UpdateItem': 1 });
  });
});

describe('a new password', () => {
  const renewed = async () => {
    const connector = await start();
    const { settings } = await connector.connection();
    const [changes, { connections, clock }] = [{ send: async () => undefined }, connector];
    const randomBytes = (size: number) => Buffer.alloc(size, 7);
    const deps = { connections, changes, createQueue: async () => undefined, randomBytes, now: clock.now };
    const applied = await applyConnection(deps, settings, { newPassword: true });
    return { connector, after: applied.is === 'applied' ? (applied.newPassword ?? '') : '' };
  };

  test('leaves the old one in force until it has been used itself', async () => {
    const { connector, after } = await renewed();
    expect(await login(connector, PASSWORD, OFFICE)).not.toBe('nvu');
    expect(await login(connector, PASSWORD, OFFICE)).not.toBe('nvu');
    expect(await login(connector, after, OFFICE)).not.toBe('nvu');
    expect(await login(connector, PASSWORD, OFFICE)).toBe('nvu');
  });

  test('ends the old one after 24 hours at the latest', async () => {
    const { connector, after } = await renewed();
    connector.clock.pass(24 * 3600_000);
    expect(await login(connector, PASSWORD, OFFICE)).toBe('nvu');
    expect(await login(connector, after, OFFICE)).not.toBe('nvu');
  });
});

test('failed logins at the same moment are all counted', async () => {
  const connector = await start();
  const from = somewhere();
  await Promise.all(Array.from({ length: 12 }, () => login(connector, 'wrong', from)));
  expect(await login(connector, PASSWORD, from)).toBe('nvu');
  connector.clock.pass(280_000);
  expect(await login(connector, PASSWORD, from)).toBe('nvu');
  connector.clock.pass(20_000);
  expect(await login(connector, PASSWORD, from)).toBe('');
});
