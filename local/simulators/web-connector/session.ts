import { exchange } from './exchange.ts';
import { callError, type Method, type QbwcError, qbwcError } from './qbwc-error.ts';
import { createRun, type Run, type Stop } from './run.ts';
import type { SessionOptions, SessionReport } from './session-types.ts';
import { readString, readStrings } from './soap-answer.ts';

const stop = (ending: Stop['ending'], status: string, error?: QbwcError): Stop => ({
  ending,
  status,
  ...(error ? { error } : {}),
});

const failed = (method: Method, why: string): Stop => {
  const error = callError(method, why);
  return stop('failed', `QBWC1031: Update completed with some error. ${error.message}`, error);
};

/** serverVersion and clientVersion; a failing serverVersion is only noted. */
const agreeOnVersions = async (run: Run): Promise<Stop | undefined> => {
  const server = await run.call('serverVersion', {}, readString);
  if ('stop' in server) return server.stop;
  if ('failed' in server) run.warnings.push(`serverVersion: ${server.failed}`);
  const version = run.options.version ?? '2.3.0.215';
  const client = await run.call('clientVersion', { strVersion: version }, readString);
  if ('stop' in client) return client.stop;
  if ('failed' in client) return failed('clientVersion', client.failed);
  const answer = client.value ?? '';
  if (answer === '') return undefined;
  if (answer.startsWith('W:')) {
    run.warnings.push(answer.slice(2));
    return undefined;
  }
  if (answer.startsWith('E:')) return stop('refused-by-server', answer.slice(2));
  if (answer.startsWith('O:'))
    return stop('refused-by-server', `Web Connector ${answer.slice(2)} is required.`);
  const error = qbwcError('QBWC1046', `clientVersion answered ${answer}`);
  return stop('failed', error.message, error);
};

const positive = (text: string | undefined): number | undefined =>
  text !== undefined && /^\s*\d+\s*$/.test(text) && Number(text) > 0 ? Number(text) : undefined;

/** Postponing and the minimum interval; both count only with Auto-Run. */
const schedule = (run: Run, items: readonly string[]): Stop | undefined => {
  if (!(run.options.autoRun ?? true)) return undefined;
  const minimum = positive(items[3]);
  if (minimum !== undefined) run.minimumSeconds = minimum;
  const postpone = positive(items[2]);
  if (postpone === undefined) return undefined;
  run.postponeSeconds = postpone;
  return stop('postponed', 'Update postponed by application');
};

const closeQuietly = async (run: Run, ticket: string, end: Stop): Promise<Stop> => {
  const closed = await run.call('closeConnection', { ticket }, readString);
  return 'stop' in closed ? closed.stop : end;
};

const notConnecting = (run: Run, ticket: string, answer: string): Promise<Stop> | Stop | undefined => {
  switch (answer.toLowerCase()) {
    case 'none':
      return closeQuietly(run, ticket, stop('no-data', 'No Data Exchange Required'));
    case 'nvu': {
      const error = qbwcError('QBWC1040', `Invalid password for username ${run.options.user}`);
      return closeQuietly(run, ticket, stop('invalid-user', error.message, error));
    }
    case 'busy':
      return stop('busy', 'Application Busy');
    default:
      return undefined;
  }
};

/** Opens the company file, asking the server what to do whenever that fails. */
const connect = async (run: Run, ticket: string, asked: string): Promise<Stop | undefined> => {
  let companyFile = asked;
  // The guide says not to retry more than a couple of times; a server that goes on is cut off.
  for (let attempt = 0; attempt < 10; attempt += 1) {
    const failure = run.options.quickbooks.beginSession(companyFile);
    if (!failure) return undefined;
    const answer = await run.call('connectionError', { ticket, ...failure }, readString);
    if ('stop' in answer) return answer.stop;
    if ('failed' in answer) return failed('connectionError', answer.failed);
    companyFile = answer.value ?? '';
    if (companyFile.toLowerCase() === 'done') {
      const error = qbwcError('QBWC1007', `${failure.hresult} ${failure.message}`);
      return stop('connection-failed', error.message, error);
    }
  }
  return failed('connectionError', 'The application does not stop retrying.');
};

const converse = async (run: Run): Promise<Stop> => {
  const disagreed = await agreeOnVersions(run);
  if (disagreed) return disagreed;
  const { user, password } = run.options;
  const login = await run.call('authenticate', { strUserName: user, strPassword: password }, readStrings);
  if ('stop' in login) return login.stop;
  if ('failed' in login) return failed('authenticate', login.failed);
  const [ticket, answer] = login.value;
  if (ticket === undefined || answer === undefined || login.value.length > 4) {
    return failed('authenticate', 'Index was outside the bounds of the array.');
  }
  const ended = schedule(run, login.value) ?? (await notConnecting(run, ticket, answer));
  if (ended) return ended;
  const unconnected = await connect(run, ticket, answer);
  if (unconnected) return unconnected;
  try {
    return await exchange(run, ticket);
  } finally {
    run.options.quickbooks.endSession();
  }
};

/** Runs one session, from serverVersion to closeConnection, as a user's click on Update Selected does. */
export const runSession = async (options: SessionOptions): Promise<SessionReport> => {
  const run = createRun(options);
  const end = await converse(run);
  return run.report(end);
};
