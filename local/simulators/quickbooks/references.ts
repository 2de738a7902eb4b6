import type { Company } from './company.ts';
import { type Fields, isObjectId, type ListKind, type Value } from './company-file.ts';
import { ENTITY_KINDS, findByFullName, ITEM_KINDS } from './names.ts';
import { invalidId, invalidReference, type Status } from './status.ts';

/** Which list a reference looks into, and what QuickBooks calls it in a message. */
const REFERENCES: Readonly<Record<string, { readonly word: string; readonly kinds: readonly ListKind[] }>> = {
  APAccountRef: { word: 'Account', kinds: ['Account'] },
  AccountRef: { word: 'Account', kinds: ['Account'] },
  BankAccountRef: { word: 'Account', kinds: ['Account'] },
  BillingRateRef: { word: 'BillingRate', kinds: [] },
  ClassRef: { word: 'Class', kinds: ['Class'] },
  CreditCardAccountRef: { word: 'Account', kinds: ['Account'] },
  CurrencyRef: { word: 'Currency', kinds: ['Currency'] },
  CustomerMsgRef: { word: 'CustomerMsg', kinds: [] },
  CustomerRef: { word: 'Customer', kinds: ['Customer'] },
  CustomerSalesTaxCodeRef: { word: 'SalesTaxCode', kinds: ['SalesTaxCode'] },
  CustomerTypeRef: { word: 'CustomerType', kinds: ['CustomerType'] },
  DiscountAccountRef: { word: 'Account', kinds: ['Account'] },
  EntityRef: { word: 'Entity', kinds: ENTITY_KINDS },
  ExpenseAccountRef: { word: 'Account', kinds: ['Account'] },
  IncomeAccountRef: { word: 'Account', kinds: ['Account'] },
  InventorySiteLocationRef: { word: 'InventorySite', kinds: ['InventorySite'] },
  InventorySiteRef: { word: 'InventorySite', kinds: ['InventorySite'] },
  ItemGroupRef: { word: 'ItemGroup', kinds: ['ItemGroup'] },
  ItemRef: { word: 'Item', kinds: ITEM_KINDS },
  ItemSalesTaxRef: { word: 'ItemSalesTax', kinds: ['ItemSalesTax'] },
  JobTypeRef: { word: 'JobType', kinds: ['JobType'] },
  OverrideItemAccountRef: { word: 'Account', kinds: ['Account'] },
  OverrideUOMSetRef: { word: 'UnitOfMeasureSet', kinds: [] },
  PayeeEntityRef: { word: 'Entity', kinds: ENTITY_KINDS },
  PrefillAccountRef: { word: 'Account', kinds: ['Account'] },
  PrefVendorRef: { word: 'Vendor', kinds: ['Vendor'] },
  PreferredPaymentMethodRef: { word: 'PaymentMethod', kinds: ['PaymentMethod'] },
  PriceLevelRef: { word: 'PriceLevel', kinds: ['PriceLevel'] },
  PurchaseTaxCodeRef: { word: 'SalesTaxCode', kinds: ['SalesTaxCode'] },
  SalesRepRef: { word: 'SalesRep', kinds: ['SalesRep'] },
  SalesTaxCodeRef: { word: 'SalesTaxCode', kinds: ['SalesTaxCode'] },
  SalesTaxReturnRef: { word: 'Vendor', kinds: ['Vendor'] },
  ShipMethodRef: { word: 'ShipMethod', kinds: ['ShipMethod'] },
  ShipToEntityRef: { word: 'Entity', kinds: ENTITY_KINDS },
  TaxOnPurchasesAccountRef: { word: 'Account', kinds: ['Account'] },
  TaxOnSalesAccountRef: { word: 'Account', kinds: ['Account'] },
  TemplateRef: { word: 'Template', kinds: ['Template'] },
  TermsRef: { word: 'Terms', kinds: ['StandardTerms'] },
  UnitOfMeasureSetRef: { word: 'UnitOfMeasureSet', kinds: [] },
  VendorRef: { word: 'Vendor', kinds: ['Vendor'] },
  VendorTypeRef: { word: 'VendorType', kinds: ['VendorType'] },
};

export type Resolved = { readonly fields: Fields } | { readonly refused: Status };

/** The ListID that a reference names; ListID goes before FullName. '' when the reference is empty. */
const resolveOne = (
  company: Company,
  element: string,
  value: Fields,
  where: string,
): { readonly id: string } | { readonly refused: Status } => {
  const reference = REFERENCES[element] ?? { word: element.slice(0, -3), kinds: [] };
  const { ListID: id, FullName: name } = value;
  if (typeof id === 'string' && id !== '') {
    if (!isObjectId(id)) return { refused: invalidId(id, 'list id') };
    const object = company.file.objects.get(id);
    if (object && reference.kinds.includes(object.kind)) return { id };
    return { refused: invalidReference(reference.word, id, where) };
  }
  if (typeof name !== 'string' || name.trim() === '') return { id: '' };
  const object = findByFullName(company.file, reference.kinds, name);
  return object ? { id: object.id } : { refused: invalidReference(reference.word, name, where) };
};

const resolveValue = (
  company: Company,
  element: string,
  value: string | Fields,
  where: string,
): { readonly value: string | Fields } | { readonly refused: Status } => {
  if (typeof value === 'string') return { value };
  if (!element.endsWith('Ref') || element === 'AdditionalContactRef') {
    const nested = resolveReferences(company, value, where);
    return 'refused' in nested ? nested : { value: nested.fields };
  }
  const found = resolveOne(company, element, value, where);
  if ('refused' in found) return found;
  return { value: found.id === '' ? '' : { ListID: found.id } };
};

/**
 * Replaces every reference by the ListID alone; one that nothing answers to is refused in the words
 * "… in the <where>". An empty reference becomes ''.
 */
export const resolveReferences = (company: Company, fields: Fields, where: string): Resolved => {
  const resolved: Fields = {};
  for (const [element, value] of Object.entries(fields)) {
    const values: (string | Fields)[] = [];
    for (const each of Array.isArray(value) ? value : [value]) {
      const found = resolveValue(company, element, each, where);
      if ('refused' in found) return found;
      values.push(found.value);
    }
    resolved[element] = Array.isArray(value) ? values : values[0]!;
  }
  return { fields: resolved };
};

/** Every ListID that fields refer to, at any depth. */
export const referredIds = (value: Value): string[] => {
  if (typeof value === 'string') return [];
  if (Array.isArray(value)) return value.flatMap(referredIds);
  return Object.entries(value).flatMap(([element, each]) =>
    element === 'ListID' && typeof each === 'string' ? [each] : referredIds(each),
  );
};
