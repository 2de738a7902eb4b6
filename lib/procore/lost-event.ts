import type { Fields } from './fields.ts';
import type { WebhookEvent } from './webhook.ts';

/** An event that Procore could not deliver, and when it happened (as Procore says). */
export interface LostEvent extends WebhookEvent {
  readonly at: string;
}

/** The event of a row of the deliveries log; undefined for a row that names no record. */
export const lostEvent = (row: Fields): LostEvent | undefined => {
  const payload = row.child('payload');
  const [resource, resourceId] = [
    payload?.text('resource_name') || payload?.text('resource_type'),
    payload?.optionalId('resource_id'),
  ];
  if (!payload || !resource || resourceId === undefined) return undefined;
  return {
    is: 'event',
    id: payload.text('ulid') || payload.text('id'),
    companyId: payload.id('company_id'),
    projectId: payload.optionalId('project_id'),
    ...{ resource, resourceId },
    event: payload.text('event_type') || payload.text('reason'),
    related: payload
      .children('related_resources')
      .map((one) => ({ id: one.id('id'), name: one.requiredText('name') })),
    at: payload.instant('timestamp'),
  };
};
