import { type Context, type Seen, toQuickBooks } from '../flow.ts';
import type { Budget } from '../procore/shapes.ts';
import { type Answer, type QbRequest, textAt } from '../qbxml/message.ts';
import { compare, isZero, sum } from '../qbxml/money.ts';
import { cut, fits, representable } from '../qbxml/text.ts';
import { type Reason, reason } from '../reasons.ts';
import { leftOutWords } from './address.ts';
import { costCodes } from './cost-codes.ts';
import { changedLines, cutDescriptions, differences, estimateLines, newLine } from './estimate-lines.ts';
import { listedLines } from './listed-codes.ts';
import { idIn, sameName, settledObject } from './objects.ts';
import { amountRefusal, itemLinks, lineRefusal } from './order-lines.ts';
import { projects } from './projects.ts';
import { currencyRefusal, numberRefusal } from './rules.ts';

const MAX_NUMBER = 11;
const MAX_MEMO = 4095;
/** QuickBooks' answer tells every line, in some 500 bytes each; answers of 3 MB can be taken. */
const MAX_LINES = 5_000;

/** A budget with what its estimate takes from the project. */
type Estimate = Budget & { readonly projectName: string; readonly projectNumber: string };

/** A line that says nothing may be coded to anything. */
const filled = ({ rows, changes }: Budget) => [...rows, ...changes].filter((line) => !isZero(line.amount));

const goodNumber = (number: string): boolean =>
  number !== '' && fits(number, MAX_NUMBER) && representable(number);

/** The project's number where QuickBooks can hold it; undefined: QuickBooks gives the next of its own. */
const numberOf = ({ projectNumber }: Estimate, { override }: Context): string | undefined =>
  override.number ?? (goodNumber(projectNumber) ? projectNumber : undefined);

const linesRefusal = (budget: Estimate): Reason | undefined => {
  const given = filled(budget);
  const unfit = lineRefusal(given) ?? amountRefusal(given);
  if (unfit) return unfit;
  const lines = estimateLines(budget);
  if (lines.length === 0) return reason('zero-amount');
  if (lines.length > MAX_LINES)
    return reason('too-many-lines', { lines: String(lines.length), max: String(MAX_LINES) });
  const total = sum(lines.map(({ amount }) => amount));
  return compare(total, '0') < 0 ? reason('negative-total', { total }) : undefined;
};

const FIELDS = ['TxnID', 'EditSequence', 'RefNumber', 'Subtotal', 'ExternalGUID'];
const FIELDS_AND_LINES = [...FIELDS, 'EstimateLineRet', 'EstimateLineGroupRet'];

/** A job may have got another name than one that QuickBooks cannot store. */
const memoOf = ({ projectName }: Estimate): string => {
  const memo = 'Budget from Procore, at cost';
  return cut(representable(projectName) ? `${memo}: ${projectName}` : memo, MAX_MEMO);
};

/** Not dated: QuickBooks enters it on the day on which it comes. */
const add = (budget: Estimate, context: Context): QbRequest => {
  const { settings, resolve, guid } = context;
  const EstimateAdd = {
    CustomerRef: { ListID: resolve(projects.of(budget.projectId)).id },
    ClassRef: settings.defaultClass ? { FullName: settings.defaultClass } : undefined,
    RefNumber: numberOf(budget, context),
    Memo: memoOf(budget),
    IsToBeEmailed: 'false',
    IsTaxIncluded: settings.country === 'CA' ? 'false' : undefined,
    ExternalGUID: guid,
    EstimateLineAdd: estimateLines(budget).map((line) => newLine(line, budget, context)),
  };
  return { message: 'EstimateAddRq', fields: { EstimateAdd, IncludeRetElement: FIELDS_AND_LINES } };
};

const mod = (budget: Estimate, context: Context, seen: Seen & { is: 'found' }): QbRequest | undefined => {
  const lines = changedLines(seen.ret, budget, context);
  if (!lines) return undefined;
  const EstimateMod = {
    TxnID: seen.mapping.id,
    EditSequence: seen.mapping.editSequence ?? '',
    CreateChangeOrder: 'false',
    ...lines.fields,
  };
  const { sequence } = lines;
  const fields = { EstimateMod, IncludeRetElement: FIELDS_AND_LINES };
  return { message: 'EstimateModRq', fields, ...(sequence && { sequence }) };
};

/** The estimate that is mapped, as it stands now. */
const reread = (budget: Estimate, context: Context, answers: readonly Answer[]): Seen => {
  const { mapping } = context;
  const ret = answers.flatMap(({ rets }) => rets).find((one) => textAt(one, 'TxnID') === mapping?.id);
  if (!mapping || !ret) return { is: 'absent' };
  const name = textAt(ret, 'RefNumber') ?? mapping.name;
  const now = { ...mapping, name, editSequence: textAt(ret, 'EditSequence') };
  return { is: 'found', mapping: now, differs: differences(ret, budget), ret };
};

/** Locked Procore budgets become QuickBooks estimates at cost, one per project. */
export const budgets = toQuickBooks<Estimate>({
  name: 'budgets',
  on: [],
  onProject: [
    ...['Budget Line Items', 'Budget Changes', 'Budget Change Adjustments'],
    ...['Budget Change Adjustment Line Items', 'Budget Modifications'],
  ],
  polled: true,
  needs: [projects, costCodes],
  title: ({ projectName }) => projectName,
  overrides: ['number'],
  fetch: async (procore, { id }, _, settings) => {
    const found = await procore.budget(id, settings.budgetView);
    if ('gone' in found) return found;
    const project = await procore.project(id);
    if ('gone' in project) return project;
    const { name: projectName, number: projectNumber } = project.value;
    const value = { ...found.value, projectName, projectNumber };
    if (!value.locked) return { ...found, value };
    const rows = await listedLines(procore, settings, value.rows);
    const changes = await listedLines(procore, settings, value.changes);
    return { ...found, value: { ...value, rows, changes } };
  },
  list: async (_procore, _settings, selected) =>
    selected.map((id) => ({ flow: 'budgets', id, source: { project: id } })),
  refuse: (budget, context) =>
    (budget.locked ? undefined : reason('budget-not-locked')) ??
    linesRefusal(budget) ??
    (context.override.number === undefined
      ? undefined
      : numberRefusal(context.override.number, MAX_NUMBER)) ??
    currencyRefusal(budget.currency, context.settings),
  links: (budget) => [projects.of(budget.projectId), ...itemLinks(filled(budget))],
  claims: (budget, context) => {
    const shown = numberOf(budget, context);
    return shown === undefined
      ? []
      : [{ kind: 'estimate-number', value: shown.toLowerCase(), shown, lost: 'number-taken' }];
  },
  lookup: ({ projectId }, { mapping, resolve }) => {
    const fields = mapping
      ? { TxnID: [mapping.id], IncludeLineItems: 'true', IncludeRetElement: FIELDS_AND_LINES }
      : { EntityFilter: { ListID: [resolve(projects.of(projectId)).id] }, IncludeRetElement: FIELDS };
    return [{ message: 'EstimateQueryRq', fields }];
  },
  match: (budget, context, answers) => {
    if (context.mapping) return reread(budget, context, answers);
    const rets = answers.flatMap((answer) => answer.rets);
    const mine = rets.find((ret) => sameName(textAt(ret, 'ExternalGUID'), context.guid));
    const id = mine && idIn(mine);
    if (!id) return { is: 'absent' };
    const name = textAt(mine, 'RefNumber') ?? budget.projectName;
    const editSequence = textAt(mine, 'EditSequence');
    const mapping = { type: 'Estimate', id, name, editSequence, created: true };
    return { is: 'found', mapping, differs: differences(mine, budget) };
  },
  request: (budget, context, seen) =>
    seen.is === 'found' ? mod(budget, context, seen) : add(budget, context),
  settle: (budget, context, answer) => {
    const name = numberOf(budget, context) ?? budget.projectName;
    const settled = settledObject(answer, context, 'Estimate', name);
    const [ret] = answer.rets;
    return (
      settled && {
        ...settled,
        differs: ret && differences(ret, budget),
        leftOut: leftOutWords(cutDescriptions(budget)),
      }
    );
  },
});
