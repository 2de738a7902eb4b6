import type { EnteredRecord } from '../../lib/reconcile/entered.ts';
import { type ReadStanding, standingFindings } from '../../lib/reconcile/standing-entries.ts';

const NOW = '2026-03-05T02:00:00.000Z';

const payment = (id: string, contract: string, amount: string): EnteredRecord => ({
  ...{ flow: 'bill-payments', id: `9-${id}/1-1`, project: '9001', contract },
  ...{ type: 'ContractPayment', procoreId: id, amount },
});

const standing = (payments: ReadStanding['payments']) => {
  const asked: string[] = [];
  const read: ReadStanding = {
    costs: async () => [],
    payments: async (project, contract) => {
      asked.push(`${project} ${contract}`);
      return payments(project, contract);
    },
  };
  return { asked, read };
};

test('payments that were entered are held against what stands on their commitments, each listed once', async () => {
  const { asked, read } = standing(async (_, contract) =>
    contract === '801'
      ? [
          { id: '71', total: '40.00' },
          { id: '72', total: '41.00' },
        ]
      : [],
  );
  const entered = [
    payment('71', '801', '40.00'),
    payment('72', '801', '40.00'),
    payment('73', '901', '5.00'),
  ];
  const { findings, trouble } = await standingFindings(entered, read, NOW);
  expect(findings).toMatchObject([
    { id: '9-72/1-1', code: 'entry-changed', procore: '41.00', quickbooks: '40.00' },
    { id: '9-73/1-1', code: 'entry-missing', object: { type: 'ContractPayment', id: '73' } },
  ]);
  expect(trouble).toEqual([]);
  expect(asked).toEqual(['9001 801', '9001 901']);
});

test('a commitment that Procore does not show is told, and the others are compared', async () => {
  const { read } = standing(async (_, contract) => {
    if (contract === '801') throw new Error('Give the app read access to Commitments.');
    return [];
  });
  const entered = [payment('71', '801', '40.00'), payment('73', '901', '5.00')];
  expect(await standingFindings(entered, read, NOW)).toMatchObject({
    findings: [{ id: '9-73/1-1', code: 'entry-missing' }],
    trouble: ['Payments issued in Procore were not compared: Give the app read access to Commitments.'],
  });
});
