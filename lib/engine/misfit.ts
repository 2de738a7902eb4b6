import { check } from '../qbxml/check.ts';
import type { QbRequest } from '../qbxml/message.ts';
import { type Reason, reason } from '../reasons.ts';
import type { Settings } from '../settings.ts';
import { bytesOf, MOST_BYTES_OF_ONE } from './batch.ts';

const kilobytes = (bytes: number): number => Math.ceil(bytes / 1000);

/** Why a request is not sent: QuickBooks would refuse it, or it is larger than a message may be. */
export const misfit = (request: QbRequest, { country }: Pick<Settings, 'country'>): Reason | undefined => {
  const problem = check(request, country)[0];
  if (problem) return reason('does-not-fit', { element: problem.element, words: problem.message });
  const bytes = bytesOf(request.fields);
  if (bytes <= MOST_BYTES_OF_ONE) return undefined;
  const words = `it comes to some ${kilobytes(bytes)} KB and a message carries ${kilobytes(MOST_BYTES_OF_ONE)}: split the record in Procore`;
  return reason('does-not-fit', { element: request.message, words });
};
