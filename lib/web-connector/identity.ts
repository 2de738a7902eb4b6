import type { CompanyFile, Connection } from '../engine/ports.ts';
import { type Answer, childrenOf, type Element, type QbRequest, textAt } from '../qbxml/message.ts';

/** One GUID for the product, never changed: QuickBooks keeps our stamp in a company file under it. */
export const OWNER_ID = '{6f2d3c1e-8a57-4b0e-9d34-5c7e1a90b2f8}';

/** QuickBooks Desktop 2022 is 32; newer ones than 2024 (34) are taken with a warning. */
const OLDEST = 32;
const NEWEST = 34;

export const identityRequests: readonly { requestID: string; request: QbRequest }[] = [
  { requestID: 'host', request: { message: 'HostQueryRq', fields: {} } },
  { requestID: 'company', request: { message: 'CompanyQueryRq', fields: { OwnerID: OWNER_ID } } },
  { requestID: 'preferences', request: { message: 'PreferencesQueryRq', fields: {} } },
];

export type Identity =
  | {
      readonly fits: true;
      readonly file: CompanyFile;
      readonly closingDate?: string;
      readonly warning?: string;
    }
  | { readonly fits: false; readonly sentence: string };

const away = (sentence: string): Identity => ({ fits: false, sentence });

const isAtLeast13 = (versions: readonly Element[]): boolean =>
  versions.some(({ text }) => Number.parseFloat(text.replace(/^[A-Z]{2}/, '')) >= 13);

const stampOf = (company: Element | undefined): string | undefined =>
  company &&
  childrenOf(company, 'DataExtRet')
    .filter(
      (ext) => textAt(ext, 'OwnerID')?.toLowerCase() === OWNER_ID && textAt(ext, 'DataExtName') === 'FileID',
    )
    .map((ext) => textAt(ext, 'DataExtValue')?.toLowerCase())[0];

const wrongFile = (
  connection: Connection,
  companyName: string,
  stamp: string | undefined,
): string | undefined => {
  const known = connection.file;
  if (stamp && stamp !== connection.fileId.toLowerCase())
    return `The company file "${companyName}" belongs to another connection. Open the file of connection ${connection.name}.`;
  if (!stamp && known?.stamped)
    return `The company file "${companyName}" lacks the mark of connection ${connection.name}: it is another file, or one from before the Web Connector was set up.`;
  if (!stamp && known && known.companyName !== companyName)
    return `The open company file is "${companyName}"; connection ${connection.name} belongs to "${known.companyName}".`;
  return undefined;
};

/**
 * Whether this QuickBooks and this company file are the ones that the connection may write to. A file
 * without our stamp is taken once, by its name; afterwards it must be the same.
 */
export const identify = (connection: Connection, answers: ReadonlyMap<string, Answer>): Identity => {
  const host = answers.get('host')?.rets[0];
  const company = answers.get('company')?.rets[0];
  if (!host || !company)
    return away('QuickBooks did not say which product and which company file it has open.');
  const { country } = connection.settings;
  const majorVersion = textAt(host, 'MajorVersion') ?? '';
  const product = textAt(host, 'ProductName') ?? 'QuickBooks';
  const major = Number(majorVersion);
  if (!(major >= OLDEST))
    return away(`${product} is too old: Plumbline works with QuickBooks Desktop 2022, 2023 and 2024.`);
  if (!isAtLeast13(childrenOf(host, 'SupportedQBXMLVersion')))
    return away(`${product} does not take qbXML 13.0.`);
  const found = textAt(host, 'Country') ?? '';
  if (found !== country)
    return away(
      `This is QuickBooks for ${found || 'an unknown country'}; the connection is set to ${country}.`,
    );
  const companyName = textAt(company, 'CompanyName') ?? '';
  const stamp = stampOf(company);
  const wrong = wrongFile(connection, companyName, stamp);
  if (wrong) return away(wrong);
  const preferences = answers.get('preferences')?.rets[0];
  return {
    fits: true,
    file: { companyName, product, majorVersion, country: found, stamped: stamp !== undefined },
    closingDate: textAt(preferences, 'AccountingPreferences', 'ClosingDate') || undefined,
    warning:
      major > NEWEST ? `${product} is newer than the versions this release was tested with.` : undefined,
  };
};
