import { billPaymentMessages } from './vocabulary/bill-payments.ts';
import { billMessages } from './vocabulary/bills.ts';
import { customerMessages } from './vocabulary/customers.ts';
import { deletionMessages } from './vocabulary/deletions.ts';
import { estimateMessages } from './vocabulary/estimates.ts';
import { itemMessages } from './vocabulary/items.ts';
import { jobReportMessages } from './vocabulary/job-reports.ts';
import type { Message } from './vocabulary/notation.ts';
import { purchaseOrderMessages } from './vocabulary/purchase-orders.ts';
import { queryMessages } from './vocabulary/queries.ts';
import { vendorMessages } from './vocabulary/vendors.ts';

export type { Edition } from './vocabulary/notation.ts';

/**
 * Every request message that may be sent, with its elements in QuickBooks' order (qbXML 13.0).
 * QuickBooks refuses the whole message set, without naming the culprit, when one element is out of order.
 */
export const vocabulary: ReadonlyMap<string, Message> = new Map(
  [
    ...queryMessages,
    ...jobReportMessages,
    ...itemMessages,
    ...customerMessages,
    ...vendorMessages,
    ...purchaseOrderMessages,
    ...deletionMessages,
    ...estimateMessages,
    ...billMessages,
    ...billPaymentMessages,
  ].map((message) => [message.name, message]),
);
