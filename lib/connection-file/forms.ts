import { listed, parsed, type Reader } from './reader.ts';

const matching = (must: string, form: RegExp): Reader<string> =>
  parsed(must, (text) => (form.test(text) ? text : undefined));

/** Letters, signs and blanks, none of them at the ends and none of them control characters. */
export const named = (what: string, longest: number): Reader<string> =>
  parsed(`${what}, of at most ${longest} characters`, (text) =>
    /^\S(?:.*\S)?$/u.test(text) && !/\p{Cc}/u.test(text) && [...text].length <= longest ? text : undefined,
  );

/** QuickBooks: at most 159 characters with the accounts above it. */
export const account = named('the full name of an account, such as Cost of Goods Sold:Labor', 159);

export const customer = named('the full name of a customer in QuickBooks', 209);

export const taxCode = named('a sales tax code of QuickBooks', 3);

export const connectionName = matching(
  'a short name of letters a–z, digits and hyphens, at most 32, such as acme-west',
  /^[a-z0-9](?:[a-z0-9-]{0,30}[a-z0-9])?$/,
);

/** Kept as text: ids exceed 2^53. */
export const id = (what: string): Reader<string> =>
  matching(`${what}, a whole number such as 562949953421312`, /^[1-9]\d{0,18}$/);

export const user = matching(
  'a user name of letters, digits and . _ @ -, at most 64, such as plumbline-acme',
  /^[A-Za-z0-9._@-]{1,64}$/,
);

export const clientId = matching('the client id of the Procore app, as Procore shows it', /^[\w.-]{8,128}$/);

export const date: Reader<string> = parsed('a date written year-month-day, such as 2026-01-31', (text) => {
  if (!/^20\d\d-\d\d-\d\d$/.test(text)) return undefined;
  const day = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(day.getTime()) && day.toISOString().startsWith(text) ? text : undefined;
});

export const minutes: Reader<number> = parsed('a whole number of minutes from 1 to 1440', (text) =>
  /^[1-9]\d{0,3}$/.test(text) && Number(text) <= 1440 ? Number(text) : undefined,
);

/** Procore allows some credentials 600 an hour, most 3,600. */
export const callsPerHour: Reader<number> = parsed('a whole number of calls from 60 to 36000', (text) =>
  /^[1-9]\d{1,4}$/.test(text) && Number(text) >= 60 && Number(text) <= 36_000 ? Number(text) : undefined,
);

/** In braces and small letters, as Plumbline writes it into the .qwc file. */
export const guid: Reader<string> = parsed(
  'a GUID, such as {1b4e28ba-2fa1-4d3b-a3f5-ef19b5a7633b}',
  (text) => {
    const [, digits] = /^\{?([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})\}?$/i.exec(text) ?? [];
    const paired = text.startsWith('{') === text.endsWith('}');
    return digits && paired ? `{${digits.toLowerCase()}}` : undefined;
  },
);

const LOCAL_HOSTS = ['localhost', '127.0.0.1', '[::1]'];

export const yesOrNo: Reader<boolean> = parsed('true or false', (text) => {
  const word = text.toLowerCase();
  return word === 'true' || word === 'false' ? word === 'true' : undefined;
});

/** Without a slash at the end. */
export const url: Reader<string> = parsed(
  'an https address without query, such as https://api.procore.com (http only for localhost)',
  (text) => {
    if (!URL.canParse(text)) return undefined;
    const { protocol, hostname, username, password, search, hash, href } = new URL(text);
    const safe = protocol === 'https:' || (protocol === 'http:' && LOCAL_HOSTS.includes(hostname));
    return safe && !username && !password && !search && !hash ? href.replace(/\/+$/, '') : undefined;
  },
);

/** Drive or network share. An empty text: the file that QuickBooks has open. */
export const companyFile = matching(
  "the full path of the company file, such as C:\\Books\\Acme.qbw without double quotes around it, or '' for the file that QuickBooks has open",
  /^(?:(?:[A-Za-z]:\\|\\\\[^\\/:*?"<>|\p{Cc}]+\\)(?:[^\\/:*?"<>|\p{Cc}]+\\)*[^\\/:*?"<>|\p{Cc}]+\.qbw)?$/iu,
);

const SECRET_FORMS = [
  /^env:[A-Za-z_]\w*$/,
  /^file:\S(?:.*\S)?$/,
  // The functions may read secrets below this prefix and no other.
  /^secretsmanager:plumbline\/[\w/+=.@-]{1,400}$/,
];

const SECRET_MUST = 'env:NAME, file:path or secretsmanager:plumbline/name, which say where the secret is';

/** Only where a secret is. What stands there instead is never shown: it may be the secret itself. */
export const secretReference: Reader<string> = {
  must: SECRET_MUST,
  read: (given, report) => {
    const text = given.is === 'text' ? given.text : '';
    if (SECRET_FORMS.some((form) => form.test(text))) return text;
    const reason = /^(env|file|secretsmanager):/.test(text)
      ? 'is a reference that nothing can be found by'
      : 'is not a reference: a secret in this file would be read by everybody who sees the file or its history';
    report(given.line, `${given.path} ${reason}; it must be ${SECRET_MUST}.`);
    return undefined;
  },
};

const NUMBER_PARTS = ['{number}', '{number:digits}', '{number:last8}', '{project.number}'];

/** Only known parts, one of them the order's own number; QuickBooks takes numbers of 11 characters. */
export const orderNumber: Reader<string> = parsed(
  `a template of the parts ${listed(NUMBER_PARTS, 'and')} in quotes, with the order's own number in it and at most 10 characters beside the parts`,
  (text) => {
    const fixed = NUMBER_PARTS.reduce((rest, part) => rest.replaceAll(part, ''), text);
    return text.includes('{number') && !/[{}]|\p{Cc}/u.test(fixed) && fixed.length <= 10 ? text : undefined;
  },
);
