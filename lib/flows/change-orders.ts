import type { Link, Source } from '../flow.ts';

/** Stands in until the flow is merged. */
export const changeOrders = {
  of: (id: string, source?: Source): Link => ({ flow: 'change-orders', id, ...(source && { source }) }),
};
