import { type Id, type ProcoreCompany, sameId } from './data.ts';
import {
  type Answer,
  type Asked,
  badRequest,
  forbidden,
  matchPath,
  notFound,
  type Webhooks,
} from './endpoint.ts';
import { ENDPOINTS } from './endpoints.ts';
import type { ProcoreEvent } from './payload.ts';

const NO_COMPANY =
  'Missing Procore-Company-Id header!\n\nEach call your application makes to the Procore API must contain a request ' +
  'header that includes the Procore-Company-Id field.';

/** Answers one authenticated, admitted call, in the order in which Procore refuses. */
export const answerApi = (
  asked: Asked,
  clientId: string,
  companies: readonly ProcoreCompany[],
  emit: (company: Id, event: ProcoreEvent) => void,
  webhooks: Webhooks,
): Answer => {
  const companyId = asked.headers['procore-company-id'];
  if (companyId === undefined) return { status: 400, body: NO_COMPANY };
  const company = companies.find(({ id }) => sameId(id, companyId));
  if (company === undefined || company.apps?.includes(clientId) === false) {
    return forbidden('App is not connected to this company');
  }
  const changed = (event: ProcoreEvent) => emit(company.id, event);
  const here = ENDPOINTS.filter(({ path }) => matchPath(path, asked.path) !== undefined);
  const exact = here.filter(({ path }) => path === asked.path);
  const fitting = exact.length > 0 ? exact : here;
  if (fitting.length === 0) return notFound('Path');
  const endpoint = fitting.find(({ method = 'GET' }) => method === asked.method);
  if (endpoint === undefined) {
    const Allow = fitting.map(({ method = 'GET' }) => method).join(', ');
    return { status: 405, headers: { Allow }, body: { errors: 'Method not allowed' } };
  }
  const missing = endpoint.required.find((name) => !asked.query.get(name));
  if (missing !== undefined) return badRequest(`param is missing or the value is empty: ${missing}`);
  const named = asked.query.get('company_id');
  if (named !== null && !sameId(named, company.id))
    return forbidden('You are not authorized to access this company');
  return endpoint.answer({
    ...asked,
    company,
    changed,
    webhooks,
    params: matchPath(endpoint.path, asked.path) ?? {},
  });
};
