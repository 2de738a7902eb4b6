import { createRateLimit } from '../../lib/procore/rate-limit.ts';
import type { Asked } from '../../local/simulators/procore/endpoint.ts';
import type { Fault } from '../../local/simulators/procore/faults.ts';
import { closeAll, createClock, failureIn, simulate } from './simulated.ts';

afterEach(closeAll);

const rateLimit = { perTenSeconds: 25, perHour: 60 };

const ask = async (times: number, call: () => Promise<unknown>) => {
  for (let i = 0; i < times; i += 1) await call();
};

test('the window of ten seconds: the client stops by itself when none is left, until the window opens', async () => {
  const { procore, clock, paths } = await simulate({ rateLimit });
  await ask(25, () => procore.company('501'));
  const failure = await failureIn(procore.company('501'));
  expect(failure).toMatchObject({ kind: 'throttled', retryAfterSeconds: 10 });
  expect(paths()).toHaveLength(25);
  clock.advance(9);
  expect(await failureIn(procore.company('501'))).toMatchObject({ retryAfterSeconds: 1 });
  clock.advance(1);
  expect(await procore.company('501')).toMatchObject({ value: { id: '501' } });
});

test('the window of an hour closes for longer than the short one', async () => {
  const { procore, clock, paths } = await simulate({ rateLimit });
  await ask(25, () => procore.company('501'));
  clock.advance(10);
  await ask(25, () => procore.company('501'));
  clock.advance(10);
  await ask(10, () => procore.company('501'));
  clock.advance(10);
  expect(await failureIn(procore.company('501'))).toMatchObject({
    kind: 'throttled',
    retryAfterSeconds: 900,
  });
  expect(paths()).toHaveLength(60);
  clock.advance(3_570);
  expect(await procore.company('501')).toMatchObject({ value: { id: '501' } });
});

test('calls of others on the same credential are learnt from 429', async () => {
  const { procore, simulator, clock } = await simulate({ rateLimit });
  await ask(24, () => procore.company('501'));
  const token = simulator.requests.at(-1)?.headers.authorization ?? '';
  const headers = { authorization: token, 'procore-company-id': '77' };
  expect((await fetch(`${simulator.url}/rest/v1.0/vendors/501?company_id=77`, { headers })).status).toBe(200);
  const failure = await failureIn(procore.company('501'));
  expect(failure).toMatchObject({ kind: 'throttled', status: 429, retryAfterSeconds: 10 });
  clock.advance(10);
  expect(await procore.company('501')).toMatchObject({ value: { id: '501' } });
});

test('after 429 nothing is asked before the time that it names, by any client of the credential', async () => {
  let refuse = true;
  const faults = ({ path }: Asked): Fault | undefined =>
    refuse && path !== '/oauth/token'
      ? { do: 'answer', answer: { status: 429, body: '', headers: { 'Retry-After': '7' } } }
      : undefined;
  const clock = createClock();
  const limit = createRateLimit(clock.now);
  const one = await simulate({ faults }, { limit });
  const two = await simulate({}, { limit });
  await failureIn(one.procore.company('501'));
  refuse = false;
  expect(await failureIn(one.procore.company('501'))).toMatchObject({
    kind: 'throttled',
    retryAfterSeconds: 7,
  });
  expect(await failureIn(two.procore.company('501'))).toMatchObject({
    kind: 'throttled',
    retryAfterSeconds: 7,
  });
  expect([...one.paths(), ...two.paths()]).toHaveLength(1);
  clock.advance(7);
  expect(await two.procore.company('501')).toMatchObject({ value: { id: '501' } });
});

test('a reset far in the future does not close the client for longer than an hour', async () => {
  const { procore, clock } = await simulate({
    faults: ({ path }) =>
      path === '/oauth/token'
        ? undefined
        : {
            do: 'change',
            change: (answer) => ({
              ...answer,
              headers: {
                ...answer.headers,
                'X-Rate-Limit-Remaining': '0',
                'X-Rate-Limit-Reset': '99999999999',
              },
            }),
          },
  });
  await procore.company('501');
  expect(await failureIn(procore.company('501'))).toMatchObject({ retryAfterSeconds: 900 });
  clock.advance(3_601);
  expect(await procore.company('501')).toMatchObject({ value: { id: '501' } });
});
