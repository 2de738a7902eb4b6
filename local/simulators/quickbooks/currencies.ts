import { Big } from 'big.js';
import type { Company } from './company.ts';
import type { Fields, ListObject } from './company-file.ts';
import { addObject } from './list-change.ts';
import { findByFullName } from './names.ts';
import { referenceId, textField } from './request-fields.ts';

const HOME = { US: 'US Dollar', CA: 'Canadian Dollar' } as const;

/** The home currency; there is a list of currencies only where the preference is on. */
const homeCurrency = ({ file, preferences }: Company): ListObject | undefined =>
  findByFullName(file, ['Currency'], HOME[preferences.country]);

/** Switching several currencies on makes the list of them; it cannot be switched off again. */
export const startCurrencies = (company: Company): void => {
  if (!homeCurrency(company)) addObject(company, 'Currency', { Name: HOME[company.preferences.country] });
};

/** The currency of a customer or vendor, or of an account; undefined where there is only one. */
export const currencyOf = (company: Company, listId: string | undefined): ListObject | undefined => {
  if (!company.preferences.multiCurrency) return undefined;
  const named = referenceId(company.file.objects.get(listId ?? '')?.fields ?? {}, 'CurrencyRef');
  return company.file.objects.get(named ?? '') ?? homeCurrency(company);
};

/** How much of the home currency one of a transaction's is: its own rate, else the currency's. */
const rateOf = (currency: ListObject, fields: Fields): string =>
  textField(fields, 'ExchangeRate') ?? textField(currency.fields, 'ExchangeRate') ?? '1';

/** An amount of a transaction in the home currency. */
export const inHomeCurrency = (
  company: Company,
  fields: Fields,
  payee: string | undefined,
  amount: string,
): string => {
  const currency = currencyOf(company, payee);
  return currency ? new Big(amount).times(rateOf(currency, fields)).toFixed(2) : amount;
};

/** What a Ret says of its currency where there are several; `element` is that of the total in the home currency. */
export const currencyFields = (
  company: Company,
  fields: Fields,
  payee: string | undefined,
  total: Readonly<Record<string, string>>,
): Fields => {
  const currency = currencyOf(company, payee);
  if (!currency) return {};
  const ExchangeRate = rateOf(currency, fields);
  const home = Object.entries(total).map(([element, amount]) => [
    `${element}InHomeCurrency`,
    new Big(amount).times(ExchangeRate).toFixed(2),
  ]);
  return { CurrencyRef: { ListID: currency.id }, ExchangeRate, ...Object.fromEntries(home) };
};
