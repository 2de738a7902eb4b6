import type { IncomingHttpHeaders } from 'node:http';
import type { Catalogue } from './catalogue.ts';
import { type ProcoreCompany, type ProcoreProject, sameId } from './data.ts';
import type { Deliveries } from './deliveries.ts';
import type { ProcoreEvent } from './payload.ts';

/** A request as endpoints and faults see it. */
export interface Asked {
  readonly method: string;
  readonly path: string;
  readonly query: URLSearchParams;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

/** A string body goes out as it is, anything else as JSON. */
export interface Answer {
  readonly status: number;
  readonly headers?: Record<string, string>;
  readonly body: unknown;
}

export interface Endpoint {
  /** Absent: GET. */
  readonly method?: 'PATCH' | 'POST' | 'DELETE';
  /** Segments in braces are parameters: `/rest/v1.0/vendors/{id}`. */
  readonly path: string;
  /** Query parameters that must be there. */
  readonly required: readonly string[];
  readonly answer: (call: Call) => Answer;
}

/** What the API knows of webhooks. */
export interface Webhooks {
  readonly deliveries: Pick<Deliveries, 'hooks' | 'register' | 'unregister' | 'log'>;
  readonly catalogue: Catalogue;
  readonly now: () => Date;
}

export interface Call extends Asked {
  readonly company: ProcoreCompany;
  /** Parameters of the path. */
  readonly params: Readonly<Record<string, string>>;
  /** Tells of what this call has changed. */
  readonly changed: (event: ProcoreEvent) => void;
  readonly webhooks: Webhooks;
}

export const notFound = (what: string): Answer => ({ status: 404, body: { errors: `${what} not found` } });

export const forbidden = (why: string): Answer => ({ status: 403, body: { errors: why } });

/** A rule of Procore's says no: by field, what is wrong with it. */
export const unprocessable = (errors: Readonly<Record<string, readonly string[]>>): Answer => ({
  status: 422,
  body: { errors },
});

export const badRequest = (why: string): Answer => ({ status: 400, body: { errors: why } });

/** The project of a call, or the answer to who may not see it. */
export const projectOf = (call: Call, id: string | null): ProcoreProject | Answer => {
  const project = call.company.projects.find(({ record }) => sameId(record.id, id));
  if (project === undefined) return notFound('Project');
  if (project.permitted === false) return forbidden('You are not authorized to access this project');
  return project;
};

/** The parameters of a path that fits, or undefined. */
export const matchPath = (pattern: string, path: string): Record<string, string> | undefined => {
  const wanted = pattern.split('/');
  const given = path.split('/');
  if (wanted.length !== given.length) return undefined;
  const params: Record<string, string> = {};
  for (const [i, segment] of wanted.entries()) {
    const value = decodeURIComponent(given[i] ?? '');
    const name = /^\{(.+)\}$/.exec(segment)?.[1];
    if (name === undefined && segment !== value) return undefined;
    if (name !== undefined) params[name] = value;
  }
  return params;
};
