import type { Finding } from '../../lib/reconcile/findings.ts';
import { FINDINGS } from '../../lib/reconcile/findings.ts';
import type { JobCosts } from '../../lib/reconcile/job-costs.ts';
import { driftPage } from '../../lib/reconcile/page.ts';
import type { DriftReport } from '../../lib/reconcile/ports.ts';

const both = (procore: string, quickbooks = procore) => ({ procore, quickbooks });

const JOB: JobCosts = {
  ...{ id: '8-1', name: 'Trust & Sons:Quay', remainder: '40.00', checked: true },
  ...{ budget: both('10.00'), committed: both('5.00', '6.00'), invoiced: both('3.00'), paid: both('1.00') },
  retainage: [{ vendor: 'Oak', ...both('0.50') }],
  uncoded: [{ why: 'no-item', amount: '99.00', lines: 1 }],
  items: [
    {
      ...{ item: '16-100', budget: both('10.00'), committed: both('5.00', '6.00'), invoiced: both('3.00') },
      ...{
        costs: '0.00',
        waiting: '0.00',
        actual: '43.00',
        payroll: '0.00',
        uncoded: [],
        remainder: '40.00',
      },
    },
  ],
};

const found = (more: Partial<Finding>): Finding => ({
  ...{ flow: 'commitments', id: '801', title: 'SC-1', code: 'changed', since: '2026-03-01T00:00:00.000Z' },
  object: { type: 'PurchaseOrder', id: '1A-1', name: 'SC-1' },
  ...more,
});

const report = (more: Partial<DriftReport> = {}): DriftReport => ({
  ...{ connection: 'acme', run: '2026-03-05T02:00:00.000Z', at: '2026-03-05T02:10:00.000Z', subjects: 9 },
  ...{ findings: [], jobs: [], uncoded: [], uncodedLines: [], trouble: [], ...more },
});

/** Every element that is opened is closed, in order. */
const unclosed = (html: string): string[] => {
  const open: string[] = [];
  for (const [, slash, name = ''] of html.matchAll(/<(\/?)(\w+)[^>]*>/g)) {
    if (['meta', 'br'].includes(name)) continue;
    if (!slash) open.push(name);
    else if (open.pop() !== name) return [`</${name}> closes another`];
  }
  return open;
};

test('every kind of difference has its words and its cure, with the command as it is typed', () => {
  const codes = Object.keys(FINDINGS) as Finding['code'][];
  const html = driftPage(report({ findings: codes.map((code) => found({ code })) }));
  expect(unclosed(html)).toEqual([]);
  expect(html).toContain(`${codes.length} differences.`);
  expect(html).toContain('<code>npm run plumbline -- unlink acme commitments id:801</code>');
  expect(html).not.toMatch(/\{\w+\}/);
});

test('a job shows both figures where they differ, and what is left over', () => {
  const html = driftPage(report({ jobs: [JOB] }));
  expect(unclosed(html)).toEqual([]);
  expect(html).toContain('Trust &amp; Sons:Quay');
  expect(html).toContain('<span class="drift">5.00<br>6.00</span>');
  expect(html).toContain('Retainage payable: Oak 0.50');
  expect(html).toContain('99.00 an account, no item');
  expect(html).toContain('<span class="drift">40.00</span>');
});

test('text of the books is text in the page, and sides that agree are said to', () => {
  const title = '<script>alert("x")</script>';
  expect(driftPage(report({ findings: [found({ title })] }))).not.toContain('<script>');
  expect(driftPage(report())).toContain('Both sides agree.');
});
