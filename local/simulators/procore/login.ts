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
    if (form.get('grant_type') !== 'client_credentials') {
      return {
        status: 400,
        body: { error: 'unsupported_grant_type', error_description: 'The grant type is not supported' },
      };
    }
    const client = clients.find(({ clientId }) => clientId === form.get('client_id'));
    if (client === undefined || client.clientSecret !== form.get('client_secret')) {
      return {
        status: 401,
        body: { error: 'invalid_client', error_description: 'Client authentication failed' },
      };
    }
    const token = `simulated-${Math.floor(random() * 1e15).toString(36)}-${tokens.size}`;
    tokens.set(token, { clientId: client.clientId, until: now().getTime() + LIFETIME_SECONDS * 1000 });
    const createdAt = Math.floor(now().getTime() / 1000);
    return {
      status: 200,
      body: {
        access_token: token,
        token_type: 'Bearer',
        expires_in: LIFETIME_SECONDS,
        created_at: createdAt,
      },
    };
  };

  /** The client behind a call, or the 401 that answers it. */
  const identify = ({ headers }: Asked): { clientId: string } | Answer => {
    const token = /^Bearer (\S+)$/.exec(headers.authorization ?? '')?.[1];
    const known = tokens.get(token ?? '');
    if (known !== undefined && now().getTime() < known.until) return { clientId: known.clientId };
    const expired = known !== undefined;
    return {
      status: 401,
      body: {
        error: 'invalid_token',
        error_description: `The access token ${expired ? 'expired' : 'is invalid'}`,
      },
    };
  };

  return { issue, identify, revokeAll: () => tokens.clear() };
};
