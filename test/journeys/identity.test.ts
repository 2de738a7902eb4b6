import { OWNER_ID } from '../../lib/web-connector/identity.ts';
import type { QuickBooksOptions } from '../../local/simulators/quickbooks/quickbooks.ts';
import { withAws } from '../stores/stores.ts';
import { ADDRESS } from './connector.ts';
import { createOffice, isWrite } from './office.ts';
import { startToys, vendors } from './toys.ts';
import { visit } from './visit.ts';

const aws = withAws();

const OTHER_FILE = '{90A44FB5-33D9-4815-AC85-BC87A7E7D1EB}';
const VERSIONS = ['11.0', '12.0'];

const start = async (quickbooks: QuickBooksOptions) => {
  const toys = await startToys(aws(), { a: vendors(1) }, { quickbooks });
  await toys.connector.tell('a', ['1']);
  return toys;
};

const expectTurnedAway = async ({ connector, office }: Awaited<ReturnType<typeof start>>, words: RegExp) => {
  const session = await visit(connector, office);
  expect(session).toMatchObject({ ended: 'stopped', words: expect.stringMatching(words) });
  expect((await connector.connection()).trouble).toMatch(words);
  expect(await connector.stateOf('a#1')).toBe('queued');
  expect(office.sent.filter(isWrite)).toEqual([]);
};

describe('a company file that is not the one of the connection is turned away in words', () => {
  test.each<[string, QuickBooksOptions, RegExp]>([
    ['of another country', { country: 'CA' }, /QuickBooks for CA; the connection is set to US/],
    ['of an older QuickBooks', { majorVersion: 31 }, /too old/],
    ['of a QuickBooks without qbXML 13.0', { supportedVersions: VERSIONS }, /13\.0|parse|version/],
    [
      'with the mark of another connection',
      { fileId: { ownerId: OWNER_ID, fileId: OTHER_FILE } },
      /another connection/,
    ],
  ])('%s', async (_, quickbooks, words) => {
    await expectTurnedAway(await start(quickbooks), words);
  });

  test('of another company, after the first session', async () => {
    const { connector, office } = await start({});
    await visit(connector, office);
    const other = createOffice({ companyName: 'Somebody Else LLC', now: connector.clock.now });
    connector.clock.pass(3_600_000);
    const session = await visit(connector, other);
    expect(session.words).toMatch(/"Somebody Else LLC"; connection .* belongs to "Plumb & True Builders"/);
    expect((await connector.connection()).trouble).toMatch(/Somebody Else/);
    expect(other.sent.filter(isWrite)).toEqual([]);
  });

  test('a later session with the right file goes on and takes the trouble back', async () => {
    const { connector, office } = await start({});
    const wrong = createOffice({ country: 'CA', now: connector.clock.now });
    await visit(connector, wrong);
    expect(await visit(connector, office)).toMatchObject({ ended: 'complete' });
    expect((await connector.connection()).trouble).toBeUndefined();
    expect(office.vendors()).toEqual(['Vendor 1']);
  });

  test('a newer QuickBooks than the known ones is taken with a warning', async () => {
    const { connector, office } = await start({ majorVersion: 36 });
    expect(await visit(connector, office)).toMatchObject({ ended: 'complete' });
    expect((await connector.connection()).trouble).toMatch(/newer/);
    expect(office.vendors()).toEqual(['Vendor 1']);
  });

  test('a lost answer stays in doubt while another file is open', async () => {
    const { connector, office } = await start({});
    await visit(connector, office, { dies: isWrite });
    connector.clock.pass(3_600_000);
    const other = createOffice({ companyName: 'Somebody Else LLC', now: connector.clock.now });
    expect(await visit(connector, other)).toMatchObject({ ended: 'stopped' });
    await visit(connector, office);
    expect(await connector.stateOf('a#1')).toBe('synced');
    expect(office.sent.filter(isWrite)).toHaveLength(1);
  });
});

test('a wrong password gets no session', async () => {
  const { connector } = await start({});
  expect((await connector.calls.authenticate(connector.name, 'wrong', ADDRESS))[1]).toBe('nvu');
  expect((await connector.calls.authenticate('nobody', 'wrong', ADDRESS))[1]).toBe('nvu');
});
