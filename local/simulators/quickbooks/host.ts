import type { Company } from './company.ts';
import { keepOnly } from './iterators.ts';
import { type Answer, ok } from './status.ts';
import { branch, leaf, type Node, texts } from './xml.ts';

const flags = (values: Readonly<Record<string, boolean | string>>): Node[] =>
  Object.entries(values).map(([name, value]) => leaf(name, String(value)));

const single = (request: Node, ret: Node): Answer => ({
  ...ok,
  rets: [keepOnly(ret, texts(request, 'IncludeRetElement'))],
});

/** HostQuery: the QuickBooks that answers. */
export const queryHost = ({ preferences }: Company, request: Node): Answer =>
  single(
    request,
    branch('HostRet', [
      leaf('ProductName', preferences.productName),
      leaf('MajorVersion', String(preferences.majorVersion)),
      leaf('MinorVersion', '0'),
      leaf('Country', preferences.country),
      ...preferences.supportedVersions.map((version) => leaf('SupportedQBXMLVersion', version)),
      leaf('IsAutomaticLogin', 'false'),
      leaf('QBFileMode', 'MultiUser'),
    ]),
  );

const stamp = (ownerId: string, fileId: string): Node =>
  branch('DataExtRet', [
    leaf('OwnerID', ownerId),
    leaf('DataExtName', 'FileID'),
    leaf('DataExtType', 'STR255TYPE'),
    leaf('DataExtValue', fileId),
  ]);

/** CompanyQuery: the company file; its stamps only for the OwnerIDs asked for. */
export const queryCompany = ({ preferences, file }: Company, request: Node): Answer => {
  const asked = texts(request, 'OwnerID').map((id) => id.toLowerCase());
  const stamps = [...file.stamps].filter(([ownerId]) => asked.includes(ownerId.toLowerCase()));
  return single(
    request,
    branch('CompanyRet', [
      leaf('IsSampleCompany', 'false'),
      leaf('CompanyName', preferences.companyName),
      leaf('LegalCompanyName', preferences.companyName),
      leaf('FirstMonthFiscalYear', 'January'),
      branch('AccountantCopy', [leaf('AccountantCopyExists', 'false')]),
      ...stamps.map(([ownerId, fileId]) => stamp(ownerId, fileId)),
    ]),
  );
};

/** PreferencesQuery: what the bookkeeper has switched on, and the closing date. */
export const queryPreferences = ({ preferences }: Company, request: Node): Answer =>
  single(
    request,
    branch('PreferencesRet', [
      branch('AccountingPreferences', [
        ...flags({
          IsUsingAccountNumbers: false,
          IsRequiringAccounts: true,
          IsUsingClassTracking: true,
          IsUsingAuditTrail: true,
          IsAssigningJournalEntryNumbers: true,
        }),
        ...(preferences.closingDate ? [leaf('ClosingDate', preferences.closingDate)] : []),
      ]),
      branch(
        'JobsAndEstimatesPreferences',
        flags({
          IsUsingEstimates: preferences.usesEstimates,
          IsUsingProgressInvoicing: false,
          IsPrintingItemsWithZeroAmounts: false,
        }),
      ),
      branch('MultiCurrencyPreferences', flags({ IsMultiCurrencyOn: preferences.multiCurrency })),
      branch(
        'PurchasesAndVendorsPreferences',
        flags({
          IsUsingInventory: preferences.usesPurchaseOrders,
          DaysBillsAreDue: '10',
          IsAutomaticallyUsingDiscounts: false,
        }),
      ),
      branch(
        'CurrentAppAccessRights',
        flags({ IsAutomaticLoginAllowed: true, IsPersonalDataAccessAllowed: false }),
      ),
    ]),
  );
