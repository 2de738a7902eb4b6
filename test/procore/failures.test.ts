import { wordsOf } from '../../lib/procore/failure.ts';
import type { Answer, Asked } from '../../local/simulators/procore/endpoint.ts';
import type { Fault } from '../../local/simulators/procore/faults.ts';
import { sampleCompany } from './company-data.ts';
import { CLIENT, closeAll, failureIn, simulate } from './simulated.ts';

afterEach(closeAll);

/** Every API call goes wrong in this way; tokens are still given out. */
const api =
  (fault: Fault) =>
  ({ path }: Asked): Fault | undefined =>
    path === '/oauth/token' ? undefined : fault;

const answering = (status: number, body: unknown, headers?: Answer['headers']) =>
  api({ do: 'answer', answer: { status, body, headers } });

const vendorFailure = async (faults: (asked: Asked) => Fault | undefined, timeoutMs?: number) => {
  const { procore, paths } = await simulate({ faults }, { timeoutMs });
  const failure = await failureIn(procore.company('501'));
  return { failure, calls: paths().length };
};

describe("refusals carry Procore's words and the cure", () => {
  test('403 names the tool, the project and where to permit it', async () => {
    const company = sampleCompany();
    const [project] = company.projects;
    if (project !== undefined) project.permitted = false;
    const { procore } = await simulate({ companies: [company] });
    const failure = await failureIn(procore.commitment('901', '9001', 'Work Order Contracts'));
    expect(failure).toMatchObject({ kind: 'forbidden', status: 403 });
    expect(failure.message).toMatch(
      /subcontract 901 \(403: You are not authorized.*Commitments tool.*project 9001.*permitted projects/,
    );
    expect(await failureIn(procore.commitments('9001'))).toMatchObject({ kind: 'forbidden' });
  });

  test('a list of a project that Procore does not show is forbidden, not empty', async () => {
    const { procore } = await simulate();
    expect(await failureIn(procore.commitments('9999'))).toMatchObject({ kind: 'forbidden', status: 404 });
  });

  test('an app that is not installed', async () => {
    const { procore } = await simulate({ companies: [{ ...sampleCompany(), apps: [] }] });
    expect((await failureIn(procore.companies())).message).toMatch(
      /not connected to this company\)\. Install the app/,
    );
  });

  test('a missing parameter, an unknown cost code list', async () => {
    const { procore } = await simulate();
    expect(await failureIn(procore.standardCostCodes(''))).toMatchObject({ kind: 'refused', status: 400 });
    expect(await failureIn(procore.standardCostCodes('6'))).toMatchObject({ kind: 'forbidden', status: 404 });
  });

  test.each([400, 405, 409, 422])("%d is refused in Procore's words and not tried again", async (status) => {
    const { failure, calls } = await vendorFailure(
      answering(status, { errors: { name: ['is taken', 'is long'] } }),
    );
    expect(failure).toMatchObject({ kind: 'refused', status });
    expect(failure.message).toContain(`company 501 (${status}: name: is taken, is long)`);
    expect(calls).toBe(1);
  });

  test.each([
    [{ errors: 'plain' }, 'plain'],
    [{ errors: ['one', 'two'] }, 'one, two'],
    [{ errors: { a: ['x', 'y'], b: 'z' } }, 'a: x, y; b: z'],
    [{ error: 'invalid_token', error_description: 'expired' }, 'invalid_token; expired'],
    [{ message: 'said so' }, 'said so'],
    [
      {
        error: {
          code: 'BAD_REQUEST',
          message: 'bad',
          details: [{ reason_code: 'R', message: 'why', source: 'id' }],
        },
      },
      'bad; id: why',
    ],
    ['just text\n\n twice', 'just text twice'],
    ['<html>busy</html>', ''],
    [{ errors: 'x'.repeat(400) }, `${'x'.repeat(300)}…`],
  ])('words of %j', (body, words) => {
    expect(wordsOf(typeof body === 'string' ? body : JSON.stringify(body))).toBe(words);
  });
});

describe('what is not JSON is malformed', () => {
  test.each([
    [
      'a web page',
      '<!doctype html><p>maintenance',
      /^Procore answered a web page instead of company 501\. Check the API URL/,
    ],
    ['an empty body', '', /no JSON \(the text ends too early/],
    ['a name twice', '{"id":501,"id":502,"name":"x"}', /no JSON \(the name "id" occurs twice/],
    ['a list for a record', [], /the company|company 501 is no record/],
  ])('%s with status 200', async (_, body, message) => {
    const { failure } = await vendorFailure(answering(200, body));
    expect(failure).toMatchObject({ kind: 'malformed', message: expect.stringMatching(message) });
  });

  test('a web page with 404 does not make a record gone', async () => {
    const { failure } = await vendorFailure(answering(404, '<html>no such host</html>'));
    expect(failure).toMatchObject({
      kind: 'malformed',
      status: 404,
      message: expect.stringMatching(/Check the API URL/),
    });
  });

  test('a redirect is not followed with the token', async () => {
    const { failure, calls } = await vendorFailure(
      answering(302, '', { Location: 'http://127.0.0.1:1/elsewhere' }),
    );
    expect(failure).toMatchObject({
      kind: 'malformed',
      status: 302,
      message: expect.stringMatching(/check the API URL/),
    });
    expect(calls).toBe(1);
  });
});

describe('trouble on the way is tried again, three times in all', () => {
  test.each([500, 502, 504])('%d', async (status) => {
    const { failure, calls } = await vendorFailure(answering(status, '<html>oops</html>'));
    expect(failure).toMatchObject({ kind: 'unavailable', status, retryAfterSeconds: 60 });
    expect(calls).toBe(3);
  });

  test.each(['hang-up', 'break-off'] as const)('%s', async (kind) => {
    const { failure, calls } = await vendorFailure(api({ do: kind }));
    expect(failure).toMatchObject({
      kind: 'unavailable',
      message: expect.stringMatching(/could not be reached for company 501/),
    });
    expect(calls).toBe(3);
  });

  test.each<[string, Fault]>([
    ['a 502', { do: 'answer', answer: { status: 502, body: 'x' } }],
    ['a broken body', { do: 'break-off' }],
  ])('%s that passes is not noticed', async (_, fault) => {
    let left = 2;
    const faults = (asked: Asked) => (asked.path !== '/oauth/token' && left-- > 0 ? fault : undefined);
    const { procore } = await simulate({ faults });
    expect(await procore.company('501')).toMatchObject({ value: { id: '501' } });
  });

  test('no answer at all ends with the time limit', async () => {
    const { failure } = await vendorFailure(api({ do: 'stall' }), 150);
    expect(failure).toMatchObject({
      kind: 'unavailable',
      message: expect.stringMatching(/did not answer in time/),
    });
  });
});

describe('throttled and unavailable are said at once, with the time to wait', () => {
  test.each([
    ['seconds', { 'Retry-After': '7' }, 7],
    ['an HTTP date', { 'Retry-After': 'Mon, 04 May 2026 10:00:30 GMT' }, 30],
    ['a date in the past', { 'Retry-After': 'Mon, 04 May 2026 09:00:00 GMT' }, 1],
    [
      'the reset of the window',
      { 'X-Rate-Limit-Reset': String(Date.parse('2026-05-04T10:01:40Z') / 1000) },
      100,
    ],
    ['nothing', {}, 60],
    ['nonsense', { 'Retry-After': 'soon' }, 60],
    ['more than a quarter of an hour', { 'Retry-After': '86400' }, 900],
  ])('%s', async (_, headers, seconds) => {
    for (const [status, kind] of [
      [429, 'throttled'],
      [503, 'unavailable'],
    ] as const) {
      const { failure, calls } = await vendorFailure(answering(status, '', headers));
      expect(failure).toMatchObject({ kind, status, retryAfterSeconds: seconds });
      expect(calls).toBe(1);
    }
  });
});

test('no failure holds the token or the secret', async () => {
  const tokens: string[] = [];
  const faults = [
    answering(500, 'x'),
    answering(422, 'x'),
    answering(401, 'x'),
    answering(200, '{'),
    api({ do: 'hang-up' }),
    (): Fault => ({ do: 'answer', answer: { status: 401, body: { error: 'invalid_client' } } }),
    (): Fault => ({ do: 'hang-up' }),
  ];
  for (const fault of faults) {
    const seen = (asked: Asked) => {
      tokens.push(asked.headers.authorization?.slice('Bearer '.length) ?? '');
      return fault(asked);
    };
    const { procore } = await simulate({ faults: seen });
    const failure = await failureIn(procore.company('501'));
    const said = JSON.stringify([failure, failure.message, failure.stack, String(failure.cause)]);
    for (const secret of [CLIENT.clientSecret, ...tokens.filter((token) => token !== '')])
      expect(said).not.toContain(secret);
  }
  expect(tokens.some((token) => token.startsWith('simulated-'))).toBe(true);
});
