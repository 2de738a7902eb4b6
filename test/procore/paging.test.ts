import type { Answer, Asked } from '../../local/simulators/procore/endpoint.ts';
import type { Fault } from '../../local/simulators/procore/faults.ts';
import { sampleCompany, vendor } from './company-data.ts';
import { closeAll, failureIn, simulate } from './simulated.ts';

afterEach(closeAll);

/** A company with so many vendors, of which companies() asks for 500 a page. */
const withVendors = (count: number) => {
  const company = sampleCompany();
  company.vendors.splice(0, 9, ...Array.from({ length: count }, (_, i) => vendor(1000 + i, `Vendor ${i}`)));
  return company;
};

const without =
  (...names: string[]) =>
  (): Fault => ({ do: 'change', change: (answer) => ({ ...answer, headers: stripped(answer, names) }) });

const stripped = ({ headers = {} }: Answer, names: string[]): Record<string, string> =>
  Object.fromEntries(Object.entries(headers).filter(([name]) => !names.includes(name)));

const onPage =
  (page: number, change: (answer: Answer) => Answer) =>
  ({ path, query }: Asked): Fault | undefined =>
    path.endsWith('/vendors') && query.get('page') === String(page) ? { do: 'change', change } : undefined;

const rowsOf = ({ body }: Answer): unknown[] => (Array.isArray(body) ? body : []);

describe('a list is read whole', () => {
  test.each([
    ['with all headers', [], 3],
    ['without Link', ['Link'], 3],
    ['without Per-Page', ['Per-Page'], 3],
    ['without Total', ['Total'], 3],
    ['without any header: one more call proves the end', ['Link', 'Total', 'Per-Page'], 4],
  ])('%s', async (_, names, calls) => {
    const faults = (asked: Asked) => (asked.path.endsWith('/vendors') ? without(...names)() : undefined);
    const { procore, paths } = await simulate({ companies: [withVendors(1_250)], faults });
    const { value } = await procore.companies();
    expect(value.map(({ id }) => Number(id))).toEqual(Array.from({ length: 1_250 }, (_, i) => 1000 + i));
    expect(paths()).toHaveLength(calls);
  });

  test('an empty list takes one call', async () => {
    const { procore, paths } = await simulate({ companies: [withVendors(0)] });
    expect((await procore.companies()).value).toEqual([]);
    expect(paths()).toHaveLength(1);
  });

  test.each([
    ['with headers', []],
    ['without headers', ['Link', 'Total', 'Per-Page']],
  ])('where Procore caps the page below what was asked for, %s', async (_, names) => {
    const capped = (asked: Asked): Fault | undefined => {
      if (!asked.path.endsWith('/vendors')) return undefined;
      asked.query.set('per_page', '150');
      return without(...names)();
    };
    const { procore } = await simulate({ companies: [withVendors(500)], faults: capped });
    expect((await procore.companies()).value).toHaveLength(500);
  });

  test('where the list does not page at all and repeats itself', async () => {
    const all = (asked: Asked): Fault | undefined => {
      if (!asked.path.endsWith('/vendors')) return undefined;
      asked.query.set('page', '1');
      return without('Link', 'Total', 'Per-Page')();
    };
    const { procore, paths } = await simulate({ companies: [withVendors(40)], faults: all });
    expect((await procore.companies()).value).toHaveLength(40);
    expect(paths()).toHaveLength(2);
  });

  test('in the v2 envelope', async () => {
    const faults = onPage(1, (answer) => ({ ...answer, body: { data: rowsOf(answer) } }));
    const { procore } = await simulate({ companies: [withVendors(7)], faults });
    expect((await procore.companies()).value).toHaveLength(7);
  });

  test('at most four pages at a time', async () => {
    let open = 0;
    let most = 0;
    const counting: typeof fetch = async (input, init) => {
      open += 1;
      most = Math.max(most, open);
      const response = await fetch(input, init);
      open -= 1;
      return response;
    };
    const { procore } = await simulate({ companies: [withVendors(6_250)] }, { fetch: counting });
    expect((await procore.companies()).value).toHaveLength(6_250);
    expect(most).toBe(4);
  });
});

describe('a part of a list is never taken for the whole', () => {
  test('a page with fewer rows than announced', async () => {
    const faults = onPage(2, (answer) => ({ ...answer, body: rowsOf(answer).slice(1) }));
    const { procore } = await simulate({ companies: [withVendors(1_250)], faults });
    expect(await failureIn(procore.companies())).toMatchObject({
      kind: 'malformed',
      message: "Procore's list of companies cannot be read whole: it announces 1250 and gives 1249.",
    });
  });

  test('a short first page', async () => {
    const faults = onPage(1, (answer) => ({ ...answer, body: rowsOf(answer).slice(0, 300) }));
    const { procore } = await simulate({ companies: [withVendors(1_250)], faults });
    expect(await failureIn(procore.companies())).toMatchObject({ kind: 'malformed' });
  });

  test.each([
    ['an object', { errors: 'none' }],
    ['a row that is no record', [7]],
    ['a row without id', [{ name: 'x' }]],
    ['nothing', null],
  ])('%s in the place of a page', async (_, body) => {
    const faults = onPage(2, (answer) => ({ ...answer, body }));
    const { procore } = await simulate({ companies: [withVendors(1_250)], faults });
    expect((await failureIn(procore.companies())).kind).toBe('malformed');
  });

  test('a page cut off in the middle', async () => {
    const faults = ({ query }: Asked): Fault | undefined =>
      query.get('page') === '3' ? { do: 'truncate', keep: 0.5 } : undefined;
    const { procore } = await simulate({ companies: [withVendors(1_250)], faults });
    expect(await failureIn(procore.companies())).toMatchObject({
      kind: 'malformed',
      message: expect.stringMatching(/no JSON \(the text ends too early/),
    });
  });

  test('a list that changes while it is read is read again', async () => {
    const company = withVendors(1_250);
    let removed = false;
    const faults = ({ query }: Asked): undefined => {
      if (query.get('page') !== '2' || removed) return;
      removed = true;
      company.vendors.splice(0, 1);
    };
    const { procore } = await simulate({ companies: [company], faults });
    const { value } = await procore.companies();
    expect(value.map(({ id }) => Number(id))).toEqual(Array.from({ length: 1_249 }, (_, i) => 1001 + i));
  });

  test('nor one that grew at its head, where the count alone would still agree', async () => {
    const company = withVendors(1_250);
    let added = false;
    const faults = ({ query }: Asked): undefined => {
      if (query.get('page') !== '2' || added) return;
      added = true;
      company.vendors.unshift(vendor(999, 'New'));
    };
    const { procore } = await simulate({ companies: [company], faults });
    expect((await procore.companies()).value.map(({ id }) => Number(id))).toContain(999);
  });

  test('a list that never ends', async () => {
    let id = 0;
    const faults = ({ path }: Asked): Fault | undefined => {
      id += 1;
      return path.endsWith('/vendors')
        ? { do: 'answer', answer: { status: 200, body: [{ id }] } }
        : undefined;
    };
    const { procore } = await simulate({ faults });
    expect((await failureIn(procore.companies())).message).toBe("Procore's list of companies does not end.");
  });
});
