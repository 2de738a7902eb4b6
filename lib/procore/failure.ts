import { redacted } from '../redact.ts';
import { parseJson } from './json.ts';
import { ProcoreFailure } from './procore.ts';
import { retryAfterSeconds } from './rate-limit.ts';

/** What a call asks for, in words for people. */
export interface About {
  /** e.g. `subcontract 786001`. */
  readonly what: string;
  /** The Procore tool whose permission it needs, e.g. `Commitments`. */
  readonly tool: string;
  readonly projectId?: string;
  /** It is not read but changed. */
  readonly writes?: true;
  /** The permission that it takes, where that is neither Read Only nor Admin. */
  readonly level?: string;
}

export interface Reply {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
}

/** The failure behind a reply that is no success; 401 here means that a fresh token was refused too. */
export const failureOf = (reply: Reply, about: About, now: Date): ProcoreFailure => {
  const { status } = reply;
  const words = wordsOf(reply.text);
  const said = words === '' ? `(${status})` : `(${status}: ${words})`;
  const wait = { status, retryAfterSeconds: retryAfterSeconds(reply.headers, now) };
  if (status === 429) {
    return new ProcoreFailure(
      'throttled',
      `Procore's rate limit was hit when asking for ${about.what} ${said}.`,
      wait,
    );
  }
  if (status >= 500) {
    return new ProcoreFailure('unavailable', `Procore could not answer for ${about.what} ${said}.`, wait);
  }
  if (status === 401) {
    const message = `Procore does not accept the access token ${said}. ${CREDENTIALS_CURE}`;
    return new ProcoreFailure('unauthorized', message, { status });
  }
  if (status === 403 || status === 404) {
    return new ProcoreFailure(
      'forbidden',
      `Procore does not ${about.writes ? 'let this app change' : 'show'} ${about.what} ${said}. ${accessCure(words, about)}`,
      { status },
    );
  }
  if (status < 400) {
    const message = `Procore answered ${status} instead of ${about.what}: check the API URL of the connection.`;
    return new ProcoreFailure('malformed', message, { status });
  }
  return new ProcoreFailure('refused', `Procore refused the request for ${about.what} ${said}.`, { status });
};

export const CREDENTIALS_CURE =
  'Check the client id and secret of the connection, that they belong to this environment (production or sandbox), ' +
  'and that the app is installed and enabled in the company.';

const accessCure = (words: string, { tool, projectId, writes, level }: About): string => {
  if (/not connected to this company/i.test(words)) {
    return 'Install the app in this company: Company Admin, App Management.';
  }
  const permission = `Give the app's service account ${level ?? (writes ? 'Admin' : 'at least Read Only')} on the ${tool} tool`;
  if (projectId === undefined) return `${permission} (Company Admin, App Management, Permissions).`;
  return (
    `${permission}, switch the tool on in project ${projectId}, and add the project to the app's permitted projects ` +
    '(Company Admin, App Management, Permissions); an update or reinstall of the app empties that list.'
  );
};

/** A reply that does not repeat the secret it answers: its words go into logs and to the operator. */
export const without = (secret: string, reply: Reply): Reply => ({
  ...reply,
  text: reply.text.replaceAll(secret, '…').replaceAll(encodeURIComponent(secret), '…'),
});

const MAX_WORDS = 300;

/**
 * Procore's own words out of any of its error shapes; empty for HTML and for what cannot be read. They are shown
 * and stored: a tax id or an account that Procore quotes is left out.
 */
export const wordsOf = (text: string): string => {
  const parsed = parseJson(text);
  const words = parsed.is === 'json' ? flatten(parsed.value) : /^\s*</.test(text) ? '' : text;
  const line = redacted(words).replace(/\s+/g, ' ').trim();
  return line.length > MAX_WORDS ? `${line.slice(0, MAX_WORDS)}…` : line;
};

/** v1: errors (text, list, or field → texts), error, message; v2: error{code, message, details[]}. */
const flatten = (body: unknown): string => {
  if (typeof body === 'string') return body;
  if (!isRow(body)) return '';
  if (isRow(body.error)) return v2Words(body.error);
  return [
    fieldWords(body.errors),
    fieldWords(body.error),
    fieldWords(body.error_description),
    fieldWords(body.message),
  ]
    .filter((words) => words !== '')
    .join('; ');
};

const v2Words = (error: Readonly<Record<string, unknown>>): string => {
  const details = Array.isArray(error.details) ? error.details.filter(isRow) : [];
  const said = details.map((detail) =>
    [fieldWords(detail.source), fieldWords(detail.message)].filter(Boolean).join(': '),
  );
  return [fieldWords(error.message), ...said].filter((words) => words !== '').join('; ');
};

const fieldWords = (value: unknown): string => {
  if (typeof value === 'string') return value;
  if (Array.isArray(value)) return value.map(fieldWords).filter(Boolean).join(', ');
  if (!isRow(value)) return '';
  return Object.entries(value)
    .map(([field, texts]) => `${field}: ${fieldWords(texts)}`)
    .join('; ');
};

const isRow = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
