import { createTokenSource } from '../../lib/procore/oauth.ts';
import type { Asked } from '../../local/simulators/procore/endpoint.ts';
import type { Fault } from '../../local/simulators/procore/faults.ts';
import { CLIENT, CREDENTIALS, closeAll, failureIn, simulate } from './simulated.ts';

afterEach(closeAll);

const tokenRequests = (requests: readonly Asked[]) => requests.filter(({ path }) => path === '/oauth/token');

/** A token source against the simulator. */
const tokens = async (
  faults?: (asked: Asked) => Fault | undefined,
  credentials: Partial<typeof CREDENTIALS> = {},
) => {
  const { simulator, clock } = await simulate({ faults });
  const source = createTokenSource(
    { loginUrl: `${simulator.url}/`, ...CREDENTIALS, ...credentials },
    { fetch, now: clock.now },
  );
  return { source, clock, asked: () => tokenRequests(simulator.requests) };
};

test('the credentials go as a form, not in the address', async () => {
  const { source, asked } = await tokens();
  await source.token();
  const [request] = asked();
  expect(request?.headers['content-type']).toMatch(/^application\/x-www-form-urlencoded/);
  expect(request?.body).toBe('grant_type=client_credentials&client_id=app-1&client_secret=secret-of-app-1');
  expect([...(request?.query.keys() ?? [])]).toEqual([]);
});

test('a token serves until a minute before it expires', async () => {
  const { source, clock, asked } = await tokens();
  const first = await source.token();
  clock.advance(5_400 - 61);
  expect(await source.token()).toBe(first);
  clock.advance(1);
  expect(await source.token()).not.toBe(first);
  expect(asked()).toHaveLength(2);
});

test('callers at the same time share one request', async () => {
  const { source, asked } = await tokens();
  const all = await Promise.all(Array.from({ length: 5 }, () => source.token()));
  expect(new Set(all).size).toBe(1);
  expect(asked()).toHaveLength(1);
});

test('a failed request is not remembered', async () => {
  let fail = true;
  const { source } = await tokens(() =>
    fail ? { do: 'answer', answer: { status: 429, body: '', headers: { 'Retry-After': '5' } } } : undefined,
  );
  expect(await failureIn(source.token())).toMatchObject({ kind: 'throttled', retryAfterSeconds: 5 });
  fail = false;
  expect(await source.token()).toMatch(/^simulated-/);
});

test('wrong credentials are unauthorized, with the cure', async () => {
  const { source, asked } = await tokens(undefined, { clientSecret: async () => 'wrong' });
  const failure = await failureIn(source.token());
  expect(failure).toMatchObject({ kind: 'unauthorized', status: 401 });
  expect(failure.message).toMatch(
    /invalid_client; Client authentication failed\)\. Check the client id and secret/,
  );
  expect(asked()).toHaveLength(1);
});

test('a secret that was changed is read anew for the next token', async () => {
  let secret = CLIENT.clientSecret;
  const { source } = await tokens(undefined, { clientSecret: async () => secret });
  await source.token();
  secret = 'of a time when Procore knows another one';
  source.forget();
  expect(await failureIn(source.token())).toMatchObject({ kind: 'unauthorized' });
  secret = CLIENT.clientSecret;
  expect(await source.token()).toMatch(/^simulated-/);
});

test('a refusal that repeats the secret does not bring it into the message', async () => {
  const secret = 'planted/secret+of=ours';
  const echo = `client_secret=${encodeURIComponent(secret)} or ${secret} is wrong`;
  const { source } = await tokens(
    () => ({ do: 'answer', answer: { status: 401, body: { error: 'invalid_client', message: echo } } }),
    { clientSecret: async () => secret },
  );
  const { message } = await failureIn(source.token());
  expect(message).toContain('client_secret=… or … is wrong');
  expect(message).not.toContain('planted');
});

test.each([
  ['a web page', '<html></html>'],
  ['no token', { token_type: 'Bearer', expires_in: 5400 }],
  ['an empty token', { access_token: '', expires_in: 5400 }],
  ['no lifetime', { access_token: 'x' }],
  ['half a body', '{"access_token":"x","expires'],
])('%s is malformed', async (_, body) => {
  const { source } = await tokens(() => ({ do: 'answer', answer: { status: 200, body } }));
  expect(await failureIn(source.token())).toMatchObject({
    kind: 'malformed',
    message: expect.stringMatching(/check the login URL/),
  });
});

describe('a token that Procore stops accepting', () => {
  test('is exchanged once, and the call goes on', async () => {
    const { procore, simulator } = await simulate();
    await procore.company('501');
    simulator.revokeTokens();
    expect(await procore.company('502')).toMatchObject({ value: { id: '502' } });
    expect(tokenRequests(simulator.requests)).toHaveLength(2);
  });

  test('of many calls refused together, only one asks for another', async () => {
    const { procore, simulator } = await simulate();
    await procore.company('501');
    simulator.revokeTokens();
    await Promise.all(['501', '502', '501', '502', '501'].map((id) => procore.company(id)));
    expect(tokenRequests(simulator.requests)).toHaveLength(2);
  });

  test('is not repeated in the message when Procore repeats it', async () => {
    const repeating = ({ path, headers }: Asked): Fault | undefined =>
      path === '/oauth/token'
        ? undefined
        : { do: 'answer', answer: { status: 401, body: { error: `${headers.authorization} is no token` } } };
    const { procore } = await simulate({ faults: repeating });
    const { message } = await failureIn(procore.company('501'));
    expect(message).toContain('(401: Bearer … is no token)');
  });

  test('and whose successor it does not accept either is unauthorized', async () => {
    const refusing = ({ path }: Asked): Fault | undefined =>
      path === '/oauth/token'
        ? undefined
        : { do: 'answer', answer: { status: 401, body: { error: 'invalid_token' } } };
    const { procore, paths } = await simulate({ faults: refusing });
    expect(await failureIn(procore.company('501'))).toMatchObject({ kind: 'unauthorized', status: 401 });
    expect(paths()).toHaveLength(2);
  });
});
