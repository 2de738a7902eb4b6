import type { Asked } from '../../local/simulators/procore/endpoint.ts';
import type { Fault } from '../../local/simulators/procore/faults.ts';
import { withAws } from '../stores/stores.ts';
import { type Builder, type BuilderOptions, startBuilder } from './builder.ts';
import { visit } from './visit.ts';

const aws = withAws();
const open: Builder[] = [];

const start = async (options?: BuilderOptions): Promise<Builder> => {
  const builder = await startBuilder(aws(), options);
  open.push(builder);
  return builder;
};

afterEach(async () => {
  await Promise.all(open.splice(0).map(({ procore }) => procore.close()));
});

const isVendor = ({ path }: Asked) => path === '/rest/v1.0/vendors/501';

const answering = (status: number, body: unknown, headers?: Record<string, string>): Fault => ({
  do: 'answer',
  answer: { status, body, headers },
});

/** The fault at the first `times` requests for vendor 501. */
const failing = (fault: Fault, times = 1) => {
  let left = times;
  return (asked: Asked): Fault | undefined => {
    if (!isVendor(asked) || left === 0) return undefined;
    left -= 1;
    return fault;
  };
};

const all = { companies: 'all' } as const;

/** Vendor 501 told of once, through this fault. */
const told = async (fault: Fault, times?: number) => {
  const builder = await start({ settings: all, procore: { faults: failing(fault, times) } });
  await builder.connector.tell('companies', ['501']);
  return builder;
};

describe('an answer of Procore that may be another one later', () => {
  test.each<[string, Fault, number, number]>([
    ['429 with Retry-After', answering(429, { errors: 'Too many' }, { 'retry-after': '7' }), 1, 7],
    ['503', answering(503, 'busy'), 1, 60],
    ['500 three times', answering(500, 'oops'), 3, 60],
    ['a web page', answering(200, '<html>Sign in</html>'), 1, 60],
    ['half an answer', { do: 'truncate', keep: 0.5 }, 1, 60],
    ['a broken line, three times', { do: 'hang-up' }, 3, 60],
  ])(
    '(%s) puts the hint back, and the record is fetched when its time has come',
    async (_, fault, times, seconds) => {
      const { connector } = await told(fault, times);
      expect(await connector.stateOf('companies#501')).toBe('unknown');
      expect(connector.changes.delayed().map(({ seconds: s }) => s)).toEqual([seconds]);
      connector.clock.pass(seconds * 1000);
      await connector.drain();
      expect(await connector.stateOf('companies#501')).toBe('queued');
    },
  );

  test('keeps the records of other hints out of it', async () => {
    const builder = await start({ settings: all, procore: { faults: failing(answering(500, 'oops'), 3) } });
    await builder.connector.tell('companies', ['501', '502']);
    expect(await builder.connector.stateOf('companies#502')).toBe('queued');
  });

  test('is not final at the first nonsense after a long wait for the rate limit', async () => {
    const page = answering(200, '<html>Sign in</html>');
    const faults = [1, 2, 3, 4].map(() => answering(429, {}, { 'retry-after': '5' })).concat(page);
    const { connector } = await start({
      settings: all,
      procore: { faults: (asked) => (isVendor(asked) ? faults.shift() : undefined) },
    });
    await connector.tell('companies', ['501']);
    for (let n = 0; n < 6; n++) {
      connector.clock.pass(60_000);
      await connector.drain();
    }
    expect(faults).toEqual([]);
    expect(await connector.stateOf('companies#501')).toBe('queued');
  });

  test('is final when Procore talks nonsense three times', async () => {
    const { connector } = await told(answering(200, '<html>Sign in</html>'), 99);
    for (let n = 0; n < 5; n++) {
      connector.clock.pass(60_000);
      await connector.drain();
    }
    expect(await connector.stateOf('companies#501')).toBe('failed: procore-refused');
    expect(connector.changes.delayed()).toEqual([]);
  });
});

describe('credentials', () => {
  test('a token that Procore has revoked is replaced by a new one at once', async () => {
    const { connector, procore } = await start({ settings: all });
    await connector.tell('companies', ['501']);
    procore.revokeTokens();
    await connector.tell('companies', ['502']);
    expect(await connector.stateOf('companies#502')).toBe('queued');
    expect(procore.requests.filter(({ path }) => path === '/oauth/token')).toHaveLength(2);
  });

  test('a wrong secret puts the hint back and changes no record', async () => {
    const { connector } = await start({ settings: all, secret: 'wrong' });
    await connector.tell('companies', ['501']);
    expect(await connector.stateOf('companies#501')).toBe('unknown');
    expect(connector.changes.delayed()).toHaveLength(1);
  });
});

describe('what Procore does not show', () => {
  test('for want of permission fails with its words', async () => {
    const { connector } = await told(answering(403, { errors: 'You are not authorized' }), 99);
    expect(await connector.stateOf('companies#501')).toBe('failed: no-permission');
  });

  test('or no longer has is not visible when nobody has seen it', async () => {
    const { connector } = await start({ settings: all });
    await connector.tell('companies', ['599']);
    expect(await connector.stateOf('companies#599')).toBe('failed: not-visible');
  });

  test('any more, once posted, stays posted and is flagged', async () => {
    const { connector, office, procore } = await start({ settings: all });
    await connector.tell('companies', ['501']);
    await visit(connector, office);
    procore.company('77').remove('Company Vendors', '501');
    await connector.tell('companies', ['501']);
    const found = await connector.records.get(connector.name, [{ flow: 'companies', id: '501' }]);
    expect(found.get('companies#501')).toMatchObject({
      state: 'synced',
      flags: [{ code: 'deleted-in-procore' }],
    });
    expect(office.vendors()).toEqual(['Alder Electrical Inc']);
  });

  test('for want of permission later leaves a posted record as it is', async () => {
    const fault: { now?: Fault } = {};
    const { connector, office } = await start({
      settings: all,
      procore: { faults: (asked) => (isVendor(asked) ? fault.now : undefined) },
    });
    await connector.tell('companies', ['501']);
    await visit(connector, office);
    fault.now = answering(403, { errors: 'no' });
    await connector.tell('companies', ['501']);
    expect(await connector.stateOf('companies#501')).toBe('synced');
  });
});
