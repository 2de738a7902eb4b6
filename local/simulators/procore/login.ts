import type { Answer, Asked } from './endpoint.ts';

export interface Client {
  readonly clientId: string;
  readonly clientSecret: string;
}

const LIFETIME_SECONDS = 5_400;

/** The token endpoint and its tokens, in the manner of login.procore.com. */
export const createLogin = (clients: readonly Client[], now: () => Date, random: () => number) => {
  const tokens = new Map<string, { clientId: string; until: number }>();

  const issue = (form: URLSearchParams): Answer => {
    const clientId = clientOf(form, clients);
    if (typeof clientId !== 'string') return clientId;
    const at = now().getTime();
    const token = `simulated-${Math.floor(random() * 1e15).toString(36)}-${tokens.size}`;
    tokens.set(token, { clientId, until: at + LIFETIME_SECONDS * 1000 });
    const lifetime = { expires_in: LIFETIME_SECONDS, created_at: Math.floor(at / 1000) };
    return { status: 200, body: { access_token: token, token_type: 'Bearer', ...lifetime } };
  };

  /** The client behind a call, or the 401 that answers it. */
  const identify = ({ headers }: Asked): { clientId: string } | Answer => {
    const token = /^Bearer (\S+)$/.exec(headers.authorization ?? '')?.[1];
    const known = tokens.get(token ?? '');
    if (known !== undefined && now().getTime() < known.until) return { clientId: known.clientId };
    return refusal(
      401,
      'invalid_token',
      `The access token ${known === undefined ? 'is invalid' : 'expired'}`,
    );
  };

  return { issue, identify, revokeAll: () => tokens.clear() };
};

/** The client id of a sound token request, or its refusal. */
const clientOf = (form: URLSearchParams, clients: readonly Client[]): string | Answer => {
  if (form.get('grant_type') !== 'client_credentials') {
    return refusal(400, 'unsupported_grant_type', 'The grant type is not supported');
  }
  const client = clients.find(({ clientId }) => clientId === form.get('client_id'));
  const known = client !== undefined && client.clientSecret === form.get('client_secret');
  return known ? client.clientId : refusal(401, 'invalid_client', 'Client authentication failed');
};

const refusal = (status: number, error: string, error_description: string): Answer => ({
  status,
  body: { error, error_description },
});
