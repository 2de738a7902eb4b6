import { isIP } from 'node:net';
import { SaxesParser } from 'saxes';
import { type QbwcError, qbwcError } from './qbwc-error.ts';

/** An application as its .qwc file describes it; element names are the file's. */
export interface Qwc {
  readonly AppName: string;
  readonly AppID: string;
  readonly AppURL: string;
  readonly AppDescription: string;
  readonly AppSupport: string;
  readonly UserName: string;
  readonly OwnerID: string;
  readonly FileID: string;
  readonly QBType: string;
  /** Every element of the file, those above included; the schedule as `RunEveryNMinutes` or `RunEveryNSeconds`. */
  readonly elements: Readonly<Record<string, string>>;
  /** Seconds between runs; absent without a schedule. */
  readonly everySeconds?: number;
}

export type ReadQwc = { readonly qwc: Qwc } | { readonly refused: QbwcError };

const REQUIRED = [
  ...['AppName', 'AppID', 'AppURL', 'AppDescription', 'AppSupport'],
  ...['UserName', 'OwnerID', 'FileID', 'QBType'],
] as const;

const ALLOWED: Readonly<Record<string, RegExp>> = {
  OwnerID: /^\{[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}\}$/i,
  FileID: /^\{[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}\}$/i,
  QBType: /^(QBFS|QBPOS)$/,
  Style: /^(Document|DocWrapped|RPC)$/,
  IsReadOnly: /^(true|false)$/,
  UnattendedModePref: /^ump(Required|Optional)$/,
  PersonalDataPref: /^pdp(NotNeeded|Optional|Required)$/,
  AuthFlags: /^0x[0-9a-f]+$/i,
  Notify: /^(true|false)$/,
  AppDescription: /^[\s\S]{0,80}$/,
  AppName: /^[\s\S]+$/,
  UserName: /^[\s\S]+$/,
  RunEveryNMinutes: /^[1-9]\d*$/,
  RunEveryNSeconds: /^[1-9]\d*$/,
};

const KNOWN = [
  ...REQUIRED,
  ...['Style', 'Scheduler', 'IsReadOnly', 'UnattendedModePref', 'PersonalDataPref', 'AuthFlags', 'Notify'],
  ...['AppDisplayName', 'AppUniqueName', 'CertURL', 'RunEveryNMinutes', 'RunEveryNSeconds'],
];

/** The leaves of the file by name; undefined when it is no .qwc file. */
const leavesOf = (xml: string): Record<string, string> | undefined => {
  const leaves: Record<string, string> = {};
  const path: string[] = [];
  let text = '';
  let broken = xml.startsWith('\ufeff');
  const parser = new SaxesParser<{ xmlns: false; position: false }>({ xmlns: false, position: false });
  parser.on('error', () => {
    broken = true;
  });
  parser.on('opentag', ({ name }) => {
    path.push(name);
    text = '';
  });
  parser.on('text', (more) => {
    text += more;
  });
  parser.on('closetag', ({ name }) => {
    const place = path.join('/');
    path.pop();
    const isLeaf = /^QBWCXML\/(\w+|Scheduler\/RunEvery\w+)$/.test(place) && name !== 'Scheduler';
    // A second schedule in the Scheduler is not looked at; any other element comes once.
    if (isLeaf && leaves[name] !== undefined) broken = true;
    if (isLeaf) leaves[name] = text.trim();
    else if (place !== 'QBWCXML' && name !== 'Scheduler') broken = true;
  });
  parser.write(xml).close();
  return broken ? undefined : leaves;
};

const urlOf = (text: string | undefined): URL | undefined => {
  try {
    return new URL(text ?? '');
  } catch {
    return undefined;
  }
};

const isLocal = (url: URL): boolean => url.hostname === 'localhost';
const isAddress = (url: URL): boolean => isIP(url.hostname.replace(/^\[|\]$/g, '')) !== 0;

const urlProblem = (elements: Readonly<Record<string, string>>): QbwcError | undefined => {
  const app = urlOf(elements.AppURL);
  const support = urlOf(elements.AppSupport);
  if (!app || !support) return qbwcError('QBWC1039', 'AppURL and AppSupport must be URLs.');
  if (isAddress(app)) return qbwcError('QBWC1001', 'AppURL must name a host, not an IP address.');
  if (isAddress(support)) return qbwcError('QBWC1002', 'AppSupport must name a host, not an IP address.');
  for (const url of [app, support]) {
    if (url.protocol !== 'https:' && !(url.protocol === 'http:' && isLocal(url))) {
      return qbwcError('QBWC1010', `${url.href}: https is required; http is for localhost only.`);
    }
  }
  if (app.hostname !== support.hostname) {
    return qbwcError('QBWC1000', 'AppSupport must be in the domain of AppURL.');
  }
  return undefined;
};

const elementProblem = (elements: Readonly<Record<string, string>>): QbwcError | undefined => {
  const missing = REQUIRED.find((name) => elements[name] === undefined);
  if (missing) return qbwcError('QBWC1039', `${missing} is missing.`);
  const unknown = Object.keys(elements).find((name) => !KNOWN.includes(name));
  if (unknown) return qbwcError('QBWC1039', `${unknown} is not known.`);
  const wrong = Object.keys(ALLOWED).find(
    (name) => elements[name] !== undefined && !ALLOWED[name]?.test(elements[name]),
  );
  if (!wrong) return undefined;
  return qbwcError(wrong === 'QBType' ? 'QBWC1065' : 'QBWC1039', `${wrong} has a wrong value.`);
};

/** Reads a .qwc file as "Add an application" does, or says why it is turned away. */
export const readQwc = (xml: string): ReadQwc => {
  const elements = leavesOf(xml);
  if (!elements) return { refused: qbwcError('QBWC1039', 'The file is no QBWCXML document.') };
  const problem = elementProblem(elements) ?? urlProblem(elements);
  if (problem) return { refused: problem };
  const at = (name: (typeof REQUIRED)[number]): string => elements[name] ?? '';
  const everySeconds = Number(elements.RunEveryNMinutes ?? 0) * 60 || Number(elements.RunEveryNSeconds ?? 0);
  return {
    qwc: {
      AppName: at('AppName'),
      AppID: at('AppID'),
      AppURL: at('AppURL'),
      AppDescription: at('AppDescription'),
      AppSupport: at('AppSupport'),
      UserName: at('UserName'),
      OwnerID: at('OwnerID'),
      FileID: at('FileID'),
      QBType: at('QBType'),
      elements,
      ...(everySeconds > 0 ? { everySeconds } : {}),
    },
  };
};
