import type { Answer, Call } from './endpoint.ts';
import type { Delivery } from './endpoint-queue.ts';
import { type Made, v2Error, v2Page } from './webhook-scope.ts';

const STATUSES = ['succeeded', 'failed', 'discarded', 'enqueued', 'retrying'];

const named = (status: string): string => (status === 'succeeded' ? 'delivered' : status);

const dayOf = ({ at }: Delivery): string => at.slice(0, 10);

const rowOf = ({ id, status, body, attempts }: Delivery) => ({
  ...{ id, status, payload: JSON.parse(body) as unknown },
  delivery_attempts: attempts.map(({ at, outcome }, n) => ({
    ...{ id: `${id}-${n + 1}`, success: /^2/.test(outcome), started_at: at, completed_at: at },
    response_status: /^\d+$/.test(outcome) ? Number(outcome) : null,
  })),
});

/** What was sent to one hook, newest first, from one day to another. */
export const listDeliveries = (call: Call, hook: Made): Answer => {
  const status = call.query.get('filter[status]');
  if (status !== null && !STATUSES.includes(status))
    return v2Error(400, 'BAD_REQUEST', 'filter[status] does not have a valid value');
  const [start, end] = [call.query.get('filter[start]'), call.query.get('filter[end]')];
  if ([start, end].some((day) => day !== null && !/^\d{4}-\d\d-\d\d$/.test(day)))
    return v2Error(400, 'BAD_REQUEST', 'dates are written yyyy-mm-dd');
  const rows = call.webhooks.deliveries.log.filter(
    (delivery) =>
      delivery.hook === hook &&
      (status === null || delivery.status === named(status)) &&
      (start === null || dayOf(delivery) >= start) &&
      (end === null || dayOf(delivery) <= end),
  );
  return v2Page(call, rows.toReversed().map(rowOf));
};
