import { type Context, type Flow, type LinkedFlow, toQuickBooks } from '../../lib/flow.ts';
import { foundObject, LIST_FIELDS, reread, sameName, settledObject } from '../../lib/flows/objects.ts';
import { textAt } from '../../lib/qbxml/message.ts';
import { type ReasonCode, reason } from '../../lib/reasons.ts';
import type { Clock } from './clock.ts';

/** A record of Procore that becomes a vendor, once the records that it needs are in QuickBooks. */
export interface Toy {
  readonly name: string;
  /** `flow#id`. */
  readonly needs?: readonly string[];
  readonly refused?: ReasonCode;
  /** A bug: this function of the flow throws at this record. */
  readonly breaks?: 'links' | 'refuse' | 'claims' | 'lookup' | 'match' | 'request' | 'settle';
  /** Goes to QuickBooks only if somebody needs it. */
  readonly onDemand?: boolean;
  /** `flow#id` of the object that it writes to. All records of a table have one, or none has. */
  readonly target?: string;
}

/** What Procore has of one toy flow, by id. */
export type Table = Map<string, Toy>;

const linkOf = (text: string) => {
  const [flow = '', id = ''] = text.split('#');
  return { flow, id };
};

const breaking = (flow: LinkedFlow<Toy>): LinkedFlow<Toy> => {
  const at =
    <A extends unknown[], R>(part: Toy['breaks'], call: (toy: Toy, ...more: A) => R) =>
    (toy: Toy, ...more: A): R => {
      if (toy.breaks === part) throw new Error(`bug in ${part}`);
      return call(toy, ...more);
    };
  return {
    ...flow,
    links: at('links', flow.links),
    refuse: at('refuse', flow.refuse),
    claims: at('claims', flow.claims),
    lookup: at('lookup', flow.lookup),
    match: at('match', flow.match),
    request: at('request', flow.request),
    settle: at('settle', flow.settle),
  };
};

/** Flows whose records are rows of a table and become vendors. Each may refer to those before it. */
export const toyFlows = (tables: Readonly<Record<string, Table>>, clock: Clock): LinkedFlow<Toy>[] => {
  const flows: LinkedFlow<Toy>[] = [];
  for (const [name, table] of Object.entries(tables))
    flows.push(breaking(vendorFlow(name, table, clock, [...flows] as Flow<unknown>[])));
  return flows;
};

const nameOf = (toy: Toy, { override }: Context): string => override.name ?? toy.name;

const vendorFlow = (
  name: string,
  table: Table,
  clock: Clock,
  needs: readonly Flow<unknown>[],
): LinkedFlow<Toy> =>
  toQuickBooks<Toy>({
    name,
    on: [`${name} records`],
    needs,
    title: (toy) => toy.name,
    overrides: ['name'],
    fetch: async (_procore, { id }) => {
      const startedAt = clock.now().toISOString();
      const value = table.get(id);
      return value ? { startedAt, value: { ...value } } : { startedAt, gone: true };
    },
    list: async () => [...table.keys()].map((id) => ({ flow: name, id })),
    refuse: (toy, { referenced }) => {
      if (toy.refused) return { code: toy.refused };
      return toy.onDemand && !referenced ? reason('not-referenced') : undefined;
    },
    ...([...table.values()].some(({ target }) => target) && {
      target: (toy: Toy) => linkOf(toy.target ?? ''),
    }),
    links: (toy) => (toy.needs ?? []).map(linkOf),
    claims: (toy, context) => {
      const shown = nameOf(toy, context);
      return [{ kind: 'entity', value: shown.toLowerCase(), shown, lost: 'name-taken' }];
    },
    lookup: (toy, context) => {
      const { mapping } = context;
      if (mapping)
        return [
          { message: 'VendorQueryRq', fields: { ListID: [mapping.id], IncludeRetElement: LIST_FIELDS } },
        ];
      const FullName = [nameOf(toy, context)];
      return [{ message: 'EntityQueryRq', fields: { FullName, IncludeRetElement: LIST_FIELDS } }];
    },
    match: (toy, context, answers) => {
      if (context.mapping) return reread(answers, context);
      const rets = answers.flatMap((answer) => answer.rets);
      const same = rets.find((ret) => sameName(textAt(ret, 'Name'), nameOf(toy, context)));
      return same ? foundObject(same, context) : { is: 'absent' };
    },
    request: (toy, context, seen) =>
      seen.is === 'found'
        ? {
            message: 'VendorModRq',
            fields: {
              VendorMod: {
                ListID: seen.mapping.id,
                EditSequence: seen.mapping.editSequence ?? '',
                Name: nameOf(toy, context),
              },
              IncludeRetElement: LIST_FIELDS,
            },
          }
        : {
            message: 'VendorAddRq',
            fields: {
              VendorAdd: { Name: nameOf(toy, context), ExternalGUID: context.guid },
              IncludeRetElement: LIST_FIELDS,
            },
          },
    settle: (toy, context, answer) => settledObject(answer, context, 'Vendor', nameOf(toy, context)),
  });
