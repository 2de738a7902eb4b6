import { callsPerHour, connectionName, date, id, orderNumber, yesOrNo } from './connection-file/forms.ts';
import { group } from './connection-file/group.ts';
import { procoreSection } from './connection-file/procore.ts';
import { oneOf, optional, type Reader, required, withDefault } from './connection-file/reader.ts';
import {
  AT_NIGHT,
  accountsSection,
  className,
  customersSection,
  EVERY_HOUR_OR_TWO,
  type FlowNames,
  flowSections,
  importsSection,
  itemName,
  journalCodesSection,
  night,
  orderStatuses,
  projectChoice,
  projectsOrNot,
  taxCodesSection,
  termsName,
  webConnectorSection,
} from './connection-file/sections.ts';
import { type Given, type Report, readTree } from './connection-file/tree.ts';
import type { Settings } from './settings.ts';

/** Complete, frozen settings; or everything that is wrong with the file, each as `file:line: sentence`. */
export type ConnectionFile = { readonly settings: Settings } | { readonly problems: readonly string[] };

const NO_TAX_CODES = { default: undefined, byProcoreTaxCode: {}, byVendor: {}, byProject: {} };

/** Customers of some 1,300 projects fit; a file of nothing but faults is still read within a second. */
const MOST_CHARACTERS = 60_000;
/** Mended, these often mend the rest. */
const MOST_PROBLEMS = 50;

/** The keys of the file, in the order in which examples/acme.yaml explains them. */
const readerOf = (flows: FlowNames): Reader<Settings> => {
  const { approval, markProcore, off } = flowSections(flows);
  return group({
    name: required(connectionName),
    mode: withDefault(oneOf(['read-only', 'live']), 'read-only'),
    country: required(oneOf(['US', 'CA'])),
    startDate: required(date),
    procore: required(procoreSection),
    webConnector: required(webConnectorSection),
    projects: withDefault(projectChoice, 'all'),
    companies: withDefault(oneOf(['referenced', 'all']), 'referenced'),
    projectsAs: withDefault(oneOf(['job', 'customer']), 'job'),
    customers: withDefault(customersSection, { byProject: {} }),
    costCodeList: optional(id('the id of a standard cost code list in Procore')),
    accounts: required(accountsSection),
    taxCodes: withDefault(taxCodesSection, NO_TAX_CODES),
    link: withDefault(oneOf(['exact-name', 'ask']), 'exact-name'),
    approval: withDefault(approval, {}),
    off: withDefault(off, []),
    orderStatuses: withDefault(orderStatuses, ['Approved']),
    orderNumber: withDefault(orderNumber, '{number}'),
    closeOrders: withDefault(oneOf(['ask', 'auto']), 'ask'),
    budgetView: optional(id('the id of a budget view in Procore')),
    retainageItem: optional(itemName),
    linkBills: withDefault(yesOrNo, true),
    negativeLines: withDefault(oneOf(['refuse', 'send']), 'refuse'),
    credits: withDefault(oneOf(['off', 'vendor-credit']), 'off'),
    billable: withDefault(projectsOrNot, 'never'),
    markProcore: withDefault(markProcore, {}),
    imports: withDefault(importsSection, EVERY_HOUR_OR_TWO),
    journalCodes: optional(journalCodesSection),
    procoreCallsPerHour: withDefault(callsPerHour, 1_800),
    reconcile: withDefault(night, AT_NIGHT),
    defaultClass: optional(className),
    defaultTerms: optional(termsName),
  });
};

/** The value at a path of the file, whether or not it is right. */
const at = (given: Given | undefined, ...[key, ...rest]: readonly string[]): Given | undefined => {
  if (key === undefined || given?.is !== 'map') return key === undefined ? given : undefined;
  return at(given.entries.find((entry) => entry.key === key)?.value, ...rest);
};

const isText = (given: Given | undefined, text: string): boolean =>
  given?.is === 'text' && given.text.toLowerCase() === text;

/** False for a group that is there and says nothing. */
const says = (given: Given | undefined): boolean =>
  given?.is === 'map' ? given.entries.some(({ value }) => says(value)) : given !== undefined;

/** What no key alone can tell. Asked of the file as it stands, so that it is said beside every other problem. */
const checkTogether = (file: Given, report: Report): void => {
  const taxCodes = at(file, 'taxCodes');
  if (isText(at(file, 'country'), 'ca') && !at(taxCodes, 'default')) {
    const sentence =
      'taxCodes.default is missing; in Canada every line needs a tax code: name the one for lines that no other rule names.';
    report(taxCodes?.line ?? at(file, 'country')?.line ?? 1, sentence);
  }
  for (const key of ['byProcoreTaxCode', 'byVendor', 'byProject']) {
    const given = at(taxCodes, key);
    if (isText(at(file, 'country'), 'us') && given && says(given))
      report(
        given.line,
        `${given.path} is for country CA; in the US only taxCodes.default is used: delete it.`,
      );
  }
  const customers = at(file, 'customers');
  if (isText(at(file, 'projectsAs'), 'customer') && customers && says(customers))
    report(
      customers.line,
      'customers is for projectsAs: job; with projectsAs: customer each project is its own customer: delete it.',
    );
};

const deepFreeze = <T>(value: T): T => {
  if (typeof value === 'object' && value !== null) {
    for (const part of Object.values(value)) deepFreeze(part);
    Object.freeze(value);
  }
  return value;
};

/** In the US new items carry the non-taxable code, which QuickBooks calls Non. */
const withTaxDefault = (settings: Settings): Settings =>
  settings.country === 'US' && settings.taxCodes.default === undefined
    ? { ...settings, taxCodes: { ...settings.taxCodes, default: 'Non' } }
    : settings;

/** By line; of very many the first, and how many follow. */
const told = (fileName: string, found: readonly { line: number; sentence: string }[]): string[] => {
  const sorted = found.toSorted((a, b) => a.line - b.line);
  const said = sorted.slice(0, MOST_PROBLEMS);
  const next = sorted[MOST_PROBLEMS];
  const more = next && {
    line: next.line,
    sentence: `${sorted.length - MOST_PROBLEMS} more problems begin here.`,
  };
  return [...said, ...(more ? [more] : [])].map(({ line, sentence }) => `${fileName}:${line}: ${sentence}`);
};

/**
 * Reads a connection file (YAML). `fileName` begins every problem; `flows` are the names that `approval`,
 * `off` and (of those to QuickBooks) `markProcore` may use. Problems never repeat what stands where a secret's reference belongs.
 */
export const readConnectionFile = (text: string, fileName: string, flows: FlowNames): ConnectionFile => {
  if (text.length > MOST_CHARACTERS)
    return {
      problems: [`${fileName}:1: the file is longer than ${MOST_CHARACTERS} characters; shorten it.`],
    };
  const found = new Map<string, { line: number; sentence: string }>();
  const report: Report = (line, sentence) => void found.set(`${line}: ${sentence}`, { line, sentence });
  const file = readTree(text, report);
  const settings = file && readerOf(flows).read(file, report);
  if (file) checkTogether(file, report);
  if (settings && found.size === 0)
    return { settings: deepFreeze(structuredClone(withTaxDefault(settings))) };
  return { problems: told(fileName, [...found.values()]) };
};
