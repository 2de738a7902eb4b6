import type { RecordStore } from '../../lib/engine/ports.ts';
import { withAws } from '../stores/stores.ts';
import { DAY, HOUR, type ImportOffice, isImport, lineOf, queriesOf, startImports } from './import-office.ts';
import { entries, recordsOf } from './toy-imports.ts';
import { type Visit, visit } from './visit.ts';

const aws = withAws();
const POLL = 300_000;

/** Sixty vendors and a few bills: several pages of each at first. */
const startFull = async (more: Parameters<typeof startImports>[2] = {}) => {
  const here = await startImports(aws(), {}, more);
  for (let n = 1; n <= 60; n++) here.people.add('Vendor', `Old ${n}`);
  for (let n = 1; n <= 30; n++) here.addBill(`B-${n}`, lineOf(`${n}.00`), lineOf('1.00', 'Pier 10'));
  return here;
};

/** Makes each vendor so many characters larger; gives the lengths of the answers, as they come. */
const pad = ({ office }: ImportOffice, characters: number): number[] => {
  const part = `<Fat>${'x'.repeat(20_000)}</Fat>`;
  const padding = part.repeat(characters / 20_000);
  const lengths: number[] = [];
  office.meddle(async (qbxml, process) => {
    const answer = await process(qbxml);
    if (!isImport(qbxml) || !('response' in answer)) return answer;
    const response = answer.response.replace(/<\/VendorRet>/g, `${padding}</VendorRet>`);
    lengths.push(response.length);
    return { ...answer, response };
  });
  return lengths;
};

/** QuickBooks takes so many milliseconds for each object; gives how many it took for each answer. */
const slow = ({ connector, office }: ImportOffice, ms: number): number[] => {
  const times: number[] = [];
  office.meddle(async (qbxml, process) => {
    const answer = await process(qbxml);
    if (!isImport(qbxml) || !('response' in answer)) return answer;
    const took = ms * (answer.response.match(/<(Vendor|Bill)Ret>/g)?.length ?? 0);
    connector.clock.pass(took);
    times.push(took);
    return answer;
  });
  return times;
};

/** The Web Connector's next try, its own QuickBooks session begun anew. */
const again = async ({ connector, office }: ImportOffice): Promise<Visit> => {
  connector.clock.pass(POLL);
  office.quickbooks.endSession();
  return visit(connector, office);
};

/** All that the office has is stored, and each of it once. */
const expectAll = async ({ connector }: ImportOffice): Promise<void> => {
  const traders = Object.values(await recordsOf(connector, 'traders'));
  expect(traders.map(({ title }) => title).sort()).toEqual(
    ['Oak', 'Elm', ...Array.from({ length: 60 }, (_, n) => `Old ${n + 1}`)].sort(),
  );
  const outlays = Object.values(await recordsOf(connector, 'outlays'));
  expect(outlays).toHaveLength(60);
  expect(new Set([...traders, ...outlays].map(({ rev }) => rev))).toEqual(new Set([1]));
};

describe('a session that breaks', () => {
  test('at any of its pages loses nothing and stores nothing twice', async () => {
    let broken = 0;
    for (let page = 1; page < 50; page++) {
      const here = await startFull();
      slow(here, 500);
      let left = page;
      const dies = (qbxml: string) => isImport(qbxml) && --left === 0;
      const { ended } = await visit(here.connector, here.office, { dies });
      if (ended === 'complete') break;
      broken += 1;
      expect(await again(here)).toMatchObject({ ended: 'complete' });
      await expectAll(here);
      expect(await again(here)).toMatchObject({ ended: 'none' });
    }
    expect(broken).toBeGreaterThan(5);
  });

  test('at any record that is stored does not either', async () => {
    for (const deadly of [1, 2, 20, 45, 90, 121]) {
      let saves = 0;
      const records = (inside: RecordStore): RecordStore => ({
        ...inside,
        save: async (record, before) => {
          saves += 1;
          if (saves === deadly) throw new Error('the function died');
          return inside.save(record, before);
        },
      });
      const here = await startFull({ wrap: { records } });
      await expect(visit(here.connector, here.office)).rejects.toThrow('the function died');
      expect(await again(here)).toMatchObject({ ended: 'complete' });
      await expectAll(here);
    }
  });

  test('is asked for half as much next time, and for all of it once answers arrive again', async () => {
    const here = await startFull();
    const dies = isImport;
    expect(await visit(here.connector, here.office, { dies })).toMatchObject({ ended: 'died' });
    here.connector.clock.pass(POLL);
    expect(await visit(here.connector, here.office, { dies })).toMatchObject({ ended: 'died' });
    const [first = 0, second] = here.office.sent
      .filter(isImport)
      .map((qbxml) => Number(/<VendorQueryRq.*?<MaxReturned>(\d+)/s.exec(qbxml)?.[1]));
    expect(second).toBe(Math.floor(first / 2));
    expect(await again(here)).toMatchObject({ ended: 'complete' });
    await expectAll(here);
    expect((await here.connector.session())?.pages?.scale).toBe(1);
  });

  test('moves no cursor: what changed in a page that was not heard is told again', async () => {
    const here = await startFull();
    await visit(here.connector, here.office);
    here.connector.clock.pass(HOUR);
    here.people.rename(here.people.find('Vendor', 'Oak') ?? '', 'Ash');
    here.people.remove(here.people.find('Vendor', 'Old 7') ?? '');
    expect(await visit(here.connector, here.office, { dies: isImport })).toMatchObject({ ended: 'died' });
    expect(await again(here)).toMatchObject({ ended: 'complete' });
    const all = await entries(here.connector, 'traders');
    expect([all.Ash, all.Oak, all['Old 7']]).toEqual(['queued', undefined, 'queued, gone']);
  });
});

test('an object that is too large to arrive keeps its own feed back alone, and that is said', async () => {
  const here = await startFull();
  const dies = (qbxml: string) => /<BillQueryRq/.test(qbxml);
  let visits = 0;
  for (; visits < 20; visits++) {
    const { ended } = await visit(here.connector, here.office, { dies });
    if (ended === 'complete') break;
    here.connector.clock.pass(POLL);
    here.office.quickbooks.endSession();
  }
  expect(visits).toBe(8);
  expect(Object.keys(await entries(here.connector, 'traders'))).toHaveLength(62);
  const { imported } = await here.connector.connection();
  expect(imported?.outlays?.trouble).toBe(
    "Bill: QuickBooks' answer never arrives; one of these may be larger than 6 MB",
  );
  expect(imported?.traders).not.toHaveProperty('trouble');
  expect(await again(here)).toMatchObject({ ended: 'none' });
  here.connector.clock.pass(HOUR);
  expect(await again(here)).toMatchObject({ ended: 'complete' });
  await expectAll(here);
});

describe('an answer', () => {
  const meddled = async (change: (answer: string) => string, times = 1) => {
    const here = await startFull();
    let left = times;
    here.office.meddle(async (qbxml, process) => {
      const answer = await process(qbxml);
      if (!isImport(qbxml) || !('response' in answer) || left-- <= 0) return answer;
      return { ...answer, response: change(answer.response) };
    });
    return here;
  };

  test.each<[string, (answer: string) => string]>([
    ['that is cut short', (answer) => answer.slice(0, answer.length / 2)],
    ['that is empty', () => ''],
    ['without one of the queries', (answer) => answer.replace(/<VendorQueryRs.*?<\/VendorQueryRs>/s, '')],
    ['to something else', (answer) => answer.replaceAll('requestID="import-', 'requestID="other-')],
    ['without a count of what is left', (answer) => answer.replace(/ iteratorRemainingCount="\d+"/g, '')],
    ['without an iterator', (answer) => answer.replace(/ iteratorID="[^"]*"/g, '')],
  ])('%s is asked for once more, within the session', async (_, change) => {
    const here = await meddled(change);
    expect(await visit(here.connector, here.office)).toMatchObject({ ended: 'complete' });
    await expectAll(here);
    expect(Object.values((await here.connector.connection()).imported ?? {})).toEqual([
      ...[{ at: expect.any(String) }, { at: expect.any(String) }, { at: expect.any(String) }],
    ]);
  });

  test.each<[string, (answer: string) => string]>([
    [
      'with unknown elements',
      (answer) =>
        answer
          .replace(/<VendorRet>/g, '<SurpriseRet><ListID>1</ListID></SurpriseRet><VendorRet><New>18.0%</New>')
          .replace(/<\/BillRet>/g, '<PricePercent>18.0%</PricePercent></BillRet>'),
    ],
    [
      'in another order',
      (answer) => answer.replace(/(<VendorQueryRs.*<\/VendorQueryRs>)(.*)(?=<\/QBXMLMsgsRs>)/s, '$2$1'),
    ],
    ['told twice', (answer) => answer.replace(/(<BillQueryRs.*<\/BillQueryRs>)/s, '$1$1')],
    [
      'with a warning that something was not found',
      (answer) =>
        answer.replace(/statusCode="0" statusSeverity="Info"/g, 'statusCode="500" statusSeverity="Warn"'),
    ],
    [
      'with a warning',
      (answer) =>
        answer.replace(/statusCode="0" statusSeverity="Info"/g, 'statusCode="530" statusSeverity="Warn"'),
    ],
    [
      'with a wrong offset of its times',
      (answer) => answer.replace(/(<TimeModified>[^<]*)-05:00/g, '$1-04:00'),
    ],
  ])('%s is read all the same', async (_, change) => {
    const here = await meddled(change, 100);
    expect(await visit(here.connector, here.office)).toMatchObject({ ended: 'complete' });
    await expectAll(here);
  });

  test('that never can be read ends in trouble, and is asked for by the schedule', async () => {
    const here = await meddled(() => '<QBXML>', 1000);
    expect(await visit(here.connector, here.office)).toMatchObject({ ended: 'complete' });
    const { imported } = await here.connector.connection();
    expect(imported?.traders?.trouble).toContain('unclosed');
    expect(await again(here)).toMatchObject({ ended: 'none' });
    here.office.meddle(undefined);
    here.connector.clock.pass(HOUR);
    await again(here);
    await expectAll(here);
  });

  test('that refuses one query leaves the others, and says so', async () => {
    const here = await startFull();
    here.people.forbid('VendorQueryRq', '3261');
    expect(await visit(here.connector, here.office)).toMatchObject({ ended: 'complete' });
    expect(Object.keys(await entries(here.connector, 'outlays'))).toHaveLength(30);
    const { imported } = await here.connector.connection();
    expect(imported?.traders?.trouble).toMatch(/^Vendor \(3261\)/);
    expect(imported?.outlays).not.toHaveProperty('trouble');
    here.people.allow('VendorQueryRq');
    here.connector.clock.pass(HOUR);
    await again(here);
    await expectAll(here);
  });

  test('to an iterator that QuickBooks gave up begins that query anew', async () => {
    const here = await startFull();
    let page = 0;
    here.office.meddle(async (qbxml) => {
      if (isImport(qbxml) && ++page === 2) here.office.quickbooks.endSession();
      return undefined;
    });
    expect(await visit(here.connector, here.office)).toMatchObject({ ended: 'complete' });
    await expectAll(here);
  });

  test('of large objects makes pages small, and of small ones makes them large', async () => {
    const here = await startFull();
    const lengths = pad(here, 180_000);
    await visit(here.connector, here.office);
    expect(Math.max(...lengths)).toBeLessThan(3_000_000);
    await expectAll(here);
    const { Vendor, Bill } = (await here.connector.session())?.pages?.of ?? {};
    expect(Vendor?.bytes).toBeGreaterThan(180_000);
    expect(Bill?.bytes).toBeLessThan(10_000);
  });
});

test('pages of a slow QuickBooks are small: none takes fifteen seconds', async () => {
  const here = await startFull();
  const times = slow(here, 1_000);
  await visit(here.connector, here.office);
  expect(Math.max(...times)).toBeLessThan(15_000);
  expect(times.length).toBeGreaterThan(5);
  await expectAll(here);
});

describe('what was deleted', () => {
  test('longer ago than QuickBooks tells is found by comparing everything', async () => {
    const here = await startFull();
    await visit(here.connector, here.office);
    await here.connector.apply({
      imports: { jobs: 'never', vendors: 'never', costs: 'never', payments: 'never' },
    });
    here.connector.clock.pass(HOUR);
    here.people.remove(here.people.find('Vendor', 'Old 7') ?? '');
    here.connector.clock.pass(100 * DAY);
    await here.connector.apply({ imports: { jobs: 'never', vendors: '1h', costs: '1h', payments: '1h' } });
    const before = here.office.sent.length;
    expect(await again(here)).toMatchObject({ ended: 'complete' });
    expect(queriesOf(here.office.sent.slice(before))).toContain('VendorCredit');
    const all = await entries(here.connector, 'traders');
    expect(Object.entries(all).filter(([, state]) => state !== 'queued')).toEqual([
      ['Old 7', 'queued, gone'],
    ]);
    expect(Object.values(await entries(here.connector, 'outlays'))).not.toContain('queued, gone');
    expect(await again(here)).toMatchObject({ ended: 'none' });
  });

  test('is not taken as gone where something could not be read, but once it could; the rest is not compared again', async () => {
    const here = await startFull();
    const bill = here.addBill('B-31', lineOf('1.00'));
    await visit(here.connector, here.office);
    here.people.remove(here.people.find('Vendor', 'Old 7') ?? '');
    here.people.remove(bill);
    here.connector.clock.pass(100 * DAY);
    here.people.forbid('BillQueryRq', '3261');
    here.people.rename(here.people.find('Vendor', 'Old 8') ?? '', 'Breaks');
    expect(await again(here)).toMatchObject({ ended: 'complete' });
    const gone = async (flow: string) =>
      Object.entries(await entries(here.connector, flow)).filter(([, state]) => state !== 'queued');
    expect(await gone('traders')).toEqual([['Old 7', 'queued, gone']]);
    expect(await gone('outlays')).toEqual([]);
    here.people.allow('BillQueryRq');
    here.connector.clock.pass(HOUR);
    const before = here.office.sent.length;
    expect(await again(here)).toMatchObject({ ended: 'complete' });
    expect(await gone('outlays')).toEqual([['B-31', 'queued, gone']]);
    expect(here.office.sent.slice(before).join()).not.toContain('ActiveOnly');
  });

  test('is found after a gap whatever session breaks over it, and everything is read no more often than needed', async () => {
    const here = await startFull();
    slow(here, 1_000);
    await visit(here.connector, here.office);
    here.people.remove(here.people.find('Vendor', 'Old 7') ?? '');
    here.connector.clock.pass(100 * DAY);
    let left = 2;
    const dies = (qbxml: string) => isImport(qbxml) && --left === 0;
    expect(await visit(here.connector, here.office, { dies })).toMatchObject({ ended: 'died' });
    here.office.meddle(undefined);
    expect(await again(here)).toMatchObject({ ended: 'complete' });
    expect((await entries(here.connector, 'traders'))['Old 7']).toBe('queued, gone');
    here.connector.clock.pass(HOUR);
    const before = here.office.sent.length;
    expect(await again(here)).toMatchObject({ ended: 'complete' });
    expect(here.office.sent.slice(before).join()).not.toContain('ActiveOnly');
  });
});
