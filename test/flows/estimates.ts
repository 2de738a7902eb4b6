import type { Answer, Fields, QbRequest } from '../../lib/qbxml/message.ts';
import { answer, listIdOf, written } from './given.ts';

/** A line of an estimate as QuickBooks tells it. */
export const lineRet = (
  id: string,
  {
    code = '101',
    amount = '1.00',
    key = '',
    desc = 'Concrete',
  }: Partial<Record<'code' | 'amount' | 'key' | 'desc', string>>,
): string =>
  `<EstimateLineRet><TxnLineID>${id}</TxnLineID><ItemRef><ListID>${listIdOf(code)}</ListID></ItemRef>` +
  `<Desc>${desc}</Desc><Quantity>1</Quantity><Rate>${amount}</Rate><Amount>${amount}</Amount>` +
  `${key ? `<Other2>${key}</Other2>` : ''}</EstimateLineRet>`;

/** The estimate of project 9001 with these lines. */
const estimateRet = (lines: string): string =>
  `<EstimateRet><TxnID>${listIdOf('9001')}</TxnID><EditSequence>1700000009</EditSequence>` +
  `<RefNumber>26-001</RefNumber>${lines}</EstimateRet>`;

/** The same as QuickBooks' answer to a lookup or a write. */
export const estimate = (lines: string): Answer => answer('EstimateQueryRs', estimateRet(lines));

/** Ours: one that stays, one with an older amount, one that the budget has no more; between them others' lines and group. */
export const ESTIMATE_CHANGED_BY_OTHERS = estimateRet(
  lineRet('A1-1', { key: 'ba:101', amount: '40000.00' }) +
    lineRet('A2-1', { code: '104', amount: '77.00' }) +
    `<EstimateLineGroupRet><TxnLineID>B1-1</TxnLineID>${lineRet('B2-1', {})}</EstimateLineGroupRet>` +
    lineRet('A3-1', { code: '103', key: 'ba:103', amount: '5.00' }) +
    lineRet('A4-1', { code: '102', key: 'ba:102', amount: '-1200.00' }) +
    lineRet('A5-1', { code: '102', key: 'ba:102', amount: '12.00' }) +
    lineRet('A6-1', { code: '103', key: 'their own', amount: '3.00' }),
);

/** The lines of an estimate that is added or changed. */
export const estimateLinesIn = (request: QbRequest | undefined): readonly Fields[] => {
  const { EstimateLineAdd, EstimateLineMod } = written(request);
  return [EstimateLineAdd ?? EstimateLineMod ?? []].flat() as Fields[];
};
