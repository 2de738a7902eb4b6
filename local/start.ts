import { parseArgs } from 'node:util';
import { runDemo } from './demo/demo.ts';

const USAGE = `npm start                                             the sample contractors, then keep serving
npm start -- --once                                   the same, then exit: 0 if the books are exact
npm start -- --connection acme.yaml --data ./data     your own Procore and QuickBooks

  --once               run to the end and exit
  --connection FILE    a connection file (examples/acme.yaml explains it)
  --data DIR           where state is kept; needed with --connection
  --port N             where to listen (default: any free port; 8080 with --connection)
  --url URL            address under which others reach this process (default: http://localhost:PORT)
  --new-password       give the Web Connector user a new password; the last one is taken
                       until the new one is used, 24 hours at most
  --new-webhook-token  give the webhook a new token; the last one is still taken
  --help               this text
`;

const OPTIONS = {
  once: { type: 'boolean', default: false },
  connection: { type: 'string' },
  data: { type: 'string' },
  port: { type: 'string' },
  url: { type: 'string' },
  'new-password': { type: 'boolean', default: false },
  'new-webhook-token': { type: 'boolean', default: false },
  help: { type: 'boolean', default: false },
} as const;

const fail = (message: string): number => {
  process.stderr.write(`${message}\n\n${USAGE}`);
  return 2;
};

const portOf = (text: string | undefined): number | undefined => {
  if (text === undefined) return undefined;
  const port = Number(text);
  if (!Number.isInteger(port) || port < 1 || port > 65_535)
    throw new Error(`--port takes a number from 1 to 65535, not "${text}"`);
  return port;
};

const main = async (): Promise<number | undefined> => {
  const { values } = parseArgs({ options: OPTIONS, strict: true, allowPositionals: false });
  if (values.help) {
    process.stdout.write(USAGE);
    return 0;
  }
  const port = portOf(values.port);
  if (!values.connection) {
    if (values.data) return fail('--data goes with --connection: the samples start anew each time.');
    return runDemo({ once: values.once, port });
  }
  if (!values.data) return fail('--connection needs --data DIR, where state is kept.');
  const { runConnection } = await import('./connection/run.ts');
  return runConnection({
    ...{ file: values.connection, dataDir: values.data, port, url: values.url, once: values.once },
    newPassword: values['new-password'],
    newWebhookToken: values['new-webhook-token'],
  });
};

main().then(
  (code) => {
    if (code !== undefined) process.exit(code);
  },
  (error: unknown) => {
    const isUsage = (error as { code?: string }).code?.startsWith('ERR_PARSE_ARGS') === true;
    process.stderr.write(
      `${error instanceof Error ? error.message : String(error)}\n${isUsage ? `\n${USAGE}` : ''}`,
    );
    process.exit(isUsage ? 2 : 1);
  },
);
