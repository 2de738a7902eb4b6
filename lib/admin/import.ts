import { dueAt, everyOf, type Imported, isKeptOut, type Unread, unread } from '../engine/import-schedule.ts';
import type { Connection, Connections } from '../engine/ports.ts';
import type { ImportFlow } from '../import-flow.ts';
import type { Every, Settings } from '../settings.ts';

type Flow = Pick<ImportFlow<unknown>, 'name' | 'schedule' | 'edition'>;

/** How a connection stands with one import flow. Times are ISO. */
export interface ImportStatus extends Partial<Imported> {
  readonly flow: string;
  readonly every: Every;
  /** Why it is not read by the clock. */
  readonly unread?: Unread;
  /** When it is read next; absent: by the next session, or never. */
  readonly nextAt?: string;
  /** An operator wants it to be read; the next session does it. */
  readonly wished?: true;
}

export const importStatus = (flows: readonly Flow[], connection: Connection): ImportStatus[] =>
  flows.map((flow) => {
    const why = unread(flow, connection.settings);
    const nextAt = dueAt(flow, connection);
    return {
      ...{ flow: flow.name, every: everyOf(flow, connection.settings), ...connection.imported?.[flow.name] },
      ...(why && { unread: why }),
      ...(nextAt && { nextAt }),
      ...(connection.importWish?.flows.includes(flow.name) && { wished: true }),
    };
  });

export interface ImportDeps {
  readonly connections: Pick<Connections, 'get' | 'note'>;
  readonly imports: readonly Flow[];
  readonly now: () => Date;
}

/** What an operator's wish came to. */
export type Wished =
  | { readonly is: 'refused'; readonly why: string }
  | { readonly is: 'taken'; readonly flows: readonly string[] };

const KEPT_OUT = {
  off: 'it is switched off by the setting "off"',
  edition: 'this edition of QuickBooks does not have it',
} as const;

const chosen = (imports: readonly Flow[], settings: Settings, flow: string | undefined): Wished => {
  const named = imports.filter(({ name }) => flow === undefined || name === flow);
  const open = named.filter((one) => !isKeptOut(one, settings));
  if (open.length > 0) return { is: 'taken', flows: open.map(({ name }) => name) };
  const [first] = named;
  const why = first && isKeptOut(first, settings);
  if (first && why) return { is: 'refused', why: `${first.name} is not read: ${KEPT_OUT[why]}.` };
  const names = imports.map(({ name }) => name).join(', ');
  return { is: 'refused', why: `Nothing called "${flow}" is read from QuickBooks. There are: ${names}.` };
};

/**
 * An operator wants flows to be read by the next session, whatever their schedule; all of them, or one. `full`:
 * everything is read from the start and compared.
 */
export const wishImport = async (
  { connections, imports, now }: ImportDeps,
  name: string,
  { flow, full }: { readonly flow?: string; readonly full: boolean },
): Promise<Wished> => {
  const connection = await connections.get(name);
  if (!connection) return { is: 'refused', why: `There is no connection "${name}".` };
  const wished = chosen(imports, connection.settings, flow);
  if (wished.is === 'refused') return wished;
  const before = connection.importWish;
  const flows = [...new Set([...(before?.flows ?? []), ...wished.flows])];
  await connections.note(name, {
    importWish: { since: now().toISOString(), flows, ...((full || before?.full) && { full: true }) },
  });
  return wished;
};
