import type { Settings } from '../settings.ts';
import { clientId, id, secretReference, url } from './forms.ts';
import { group } from './group.ts';
import { checked, oneOf, optional, type Reader, required } from './reader.ts';

/** Where Procore's environments are; the sandbox of production is on production's hosts. */
const ENVIRONMENTS = {
  production: { apiUrl: 'https://api.procore.com', loginUrl: 'https://login.procore.com' },
  sandbox: { apiUrl: 'https://sandbox.procore.com', loginUrl: 'https://login-sandbox.procore.com' },
  monthly: {
    apiUrl: 'https://api-monthly.procore.com',
    loginUrl: 'https://login-sandbox-monthly.procore.com',
  },
} as const;

/** The section `procore`: an environment by its name (production when none is named), or two addresses. */
export const procoreSection: Reader<Settings['procore']> = checked(
  group({
    environment: optional(oneOf(['production', 'sandbox', 'monthly'])),
    apiUrl: optional(url),
    loginUrl: optional(url),
    companyId: required(id("the company's id in Procore")),
    clientId: required(clientId),
    clientSecret: required(secretReference),
  }),
  ({ environment, apiUrl, loginUrl, ...rest }, { path, line }, report) => {
    if (!apiUrl && !loginUrl) return { ...rest, ...ENVIRONMENTS[environment ?? 'production'] };
    if (environment)
      report(line, `${path} names an environment and addresses; keep environment, or apiUrl and loginUrl.`);
    else if (!apiUrl || !loginUrl)
      report(line, `${path}.${apiUrl ? 'loginUrl' : 'apiUrl'} is missing; apiUrl and loginUrl go together.`);
    else return { ...rest, apiUrl, loginUrl };
    return undefined;
  },
);
