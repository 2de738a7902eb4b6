import { withAws } from '../stores/stores.ts';
import { isWrite } from './office.ts';
import { namesOf, startToys, type Toys, vendors } from './toys.ts';
import { visit } from './visit.ts';

const aws = withAws();

const LEASE_MS = 5 * 60_000;
const SECOND_LOOKUP_MS = 2 * 60_000;

const sorted = (names: readonly string[]) => [...names].sort();

const expectAllOnce = async ({ connector, office }: Toys, names: readonly string[]) => {
  expect(sorted(office.vendors())).toEqual(sorted(names));
  expect(Object.values(await connector.states('a'))).toEqual(names.map(() => 'synced'));
};

const writes = ({ office }: Toys) => office.sent.filter(isWrite).length;

describe('what QuickBooks keeps for the status check', () => {
  const kept = ({ office }: Toys) => [...office.quickbooks.snapshot().file.messageSets.keys()];

  test('is one message set, whatever was written and in however many sessions', async () => {
    const table = vendors(45);
    const toys = await startToys(aws(), { a: table });
    for (const ids of [[...table.keys()].slice(0, 40), [...table.keys()].slice(40)]) {
      await toys.connector.tell('a', ids);
      await visit(toys.connector, toys.office);
    }
    expect(writes(toys)).toBeGreaterThan(2);
    expect(kept(toys)).toHaveLength(1);
    await expectAllOnce(toys, namesOf(table));
  });

  test('is not named again once a write went unanswered: it may be forgotten already', async () => {
    const toys = await startToys(aws(), { a: vendors(3) });
    const { connector, office } = toys;
    await connector.tell('a', ['1', '2', '3']);
    expect(await visit(connector, office, { dies: isWrite })).toMatchObject({ ended: 'died' });
    const { file } = office.quickbooks.snapshot();
    file.messageSets.clear();
    office.quickbooks.restore({ file });
    connector.clock.pass(LEASE_MS);
    await visit(connector, office);
    const before = office.sent.length;
    await connector.tell('a', ['1']);
    await visit(connector, office);
    expect(office.sent.slice(before).join('')).not.toContain('oldMessageSetID');
  });

  test.each(['9001', '9004'])(
    'answered with %s is called our bug, loudly, and nothing is posted twice',
    async (code) => {
      const table = vendors(2);
      const toys = await startToys(aws(), { a: table });
      const { connector, office } = toys;
      await connector.tell('a', [...table.keys()]);
      office.meddle(async (qbxml) => {
        const id = isWrite(qbxml) && /newMessageSetID="([^"]*)"/.exec(qbxml)?.[1];
        const set = `<QBXMLMsgsRs newMessageSetID="${id}" messageSetStatusCode="${code}"/>`;
        return id ? { response: `<?xml version="1.0"?><QBXML>${set}</QBXML>` } : undefined;
      });
      expect(await visit(connector, office)).toMatchObject({
        ended: 'stopped',
        words: expect.stringMatching(/bug of Plumbline/),
      });
      expect((await connector.connection()).trouble).toContain(code);
      office.meddle(undefined);
      for (let n = 0; n < 3; n++) {
        connector.clock.pass(SECOND_LOOKUP_MS);
        await visit(connector, office);
      }
      await expectAllOnce(toys, namesOf(table));
    },
  );
});
