import { type Id, toJson } from './data.ts';

export type PayloadVersion = 'v2.0' | 'v3.0' | 'v4.0';

/** What happened, in Procore's words. */
export interface ProcoreEvent {
  /** e.g. `Work Order Contracts`. */
  readonly resource: string;
  readonly resourceId: Id;
  readonly event: string;
  readonly projectId?: Id;
  /** The contract of a line. */
  readonly related?: readonly { id: Id; name: string }[];
}

export interface Stamp {
  readonly ulid: string;
  readonly id: Id;
  readonly at: Date;
  readonly companyId: Id;
  readonly userId: Id;
}

/** The body of a delivery in one of Procore's payload versions. */
export const payloadOf = (version: PayloadVersion, event: ProcoreEvent, stamp: Stamp): string => {
  const timestamp = stamp.at.toISOString().replace('Z', '000Z');
  if (version === 'v4.0') {
    return toJson({
      id: stamp.ulid,
      timestamp,
      reason: event.event,
      company_id: String(stamp.companyId),
      project_id: event.projectId === undefined ? null : String(event.projectId),
      user_id: String(stamp.userId),
      resource_type: event.resource,
      resource_id: String(event.resourceId),
    });
  }
  const body = {
    id: stamp.id,
    ulid: stamp.ulid,
    timestamp,
    metadata: {
      source_user_id: stamp.userId,
      source_project_id: event.projectId ?? null,
      source_operation_id: null,
      source_company_id: stamp.companyId,
      source_application_id: null,
    },
    user_id: stamp.userId,
    company_id: stamp.companyId,
    project_id: event.projectId ?? null,
    api_version: version,
    event_type: event.event,
    resource_name: event.resource,
    resource_id: event.resourceId,
  };
  return toJson(version === 'v3.0' ? { ...body, related_resources: event.related ?? [] } : body);
};

const CROCKFORD = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

/** 10 characters of time, 16 of chance: sorts by creation time. */
export const ulidOf = (at: Date, random: () => number): string => {
  let time = at.getTime();
  let head = '';
  for (let i = 0; i < 10; i += 1) {
    head = `${CROCKFORD[time % 32]}${head}`;
    time = Math.floor(time / 32);
  }
  return head + Array.from({ length: 16 }, () => CROCKFORD[Math.floor(random() * 32)]).join('');
};
