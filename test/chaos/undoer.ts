import { retry } from '../../lib/admin/mend.ts';
import { createUndo } from '../../lib/admin/undo.ts';
import type { SyncRecord } from '../../lib/engine/record.ts';
import { importFlows as imports } from '../../lib/flows/imports.ts';
import { flows } from '../../lib/flows/index.ts';
import type { HandsOn } from './deeds.ts';
import { createFunction, type Machine, type Theatre } from './machines.ts';
import { type Ground, storesOf } from './plumbline.ts';
import { MINUTE_MS } from './time.ts';

/** Flows of which something is taken out again. */
const UNDONE = ['commitments', 'change-orders', 'invoices'];

/** Whether it rests until somebody has it posted again. */
export const isUndone = ({ state, reason }: Pick<SyncRecord, 'state' | 'reason'>): boolean =>
  state === 'rejected' && (reason?.code === 'undone' || reason?.code === 'unlinked');

/** An operator who takes something out of QuickBooks again that was posted, and has it posted once more later. */
export const createUndoer = (
  theatre: Theatre,
  ground: Ground,
  connection: string,
  { postedAgain }: HandsOn,
) => {
  const { stage } = theatre;
  const { chance } = stage;
  let sent = 0;
  const randomId = (): string => {
    sent += 1;
    return `undone-${sent}`;
  };
  const depsOf = (machine: Machine) => ({
    ...{ ...storesOf(machine, ground, randomId), flows, imports, now: machine.now },
  });

  const undo = createFunction<string, void>(theatre, 'undo', (machine) => async (flow) => {
    const deps = depsOf(machine);
    const all: SyncRecord[] = [];
    for await (const record of deps.records.list(connection, flow, 'synced')) all.push(record);
    if (all.length === 0) return;
    const { id } = chance.pick(all);
    const [stored] = (await deps.records.get(connection, [{ flow, id }])).values();
    if (!stored) return;
    const { is } = await createUndo(deps).take(stored, { by: 'office', why: 'a mistake', close: false });
    stage.note(`undo ${flow} ${stored.title}: ${is}`);
    theatre.faults.count(`operator undo ${is}`);
  });

  const again = createFunction<void, void>(theatre, 'retry', (machine) => async () => {
    const deps = depsOf(machine);
    for (const flow of UNDONE)
      for await (const { id, title, ...record } of deps.records.list(connection, flow, 'rejected')) {
        if (!isUndone(record)) continue;
        stage.note(`retry ${flow} ${title}`);
        if (title) postedAgain(title);
        await retry(deps, connection, { flow, id });
      }
  });

  const tried = (act: Promise<unknown>): Promise<unknown> =>
    act.catch((error: unknown) => stage.note(`  operator: ${error}`));

  return {
    atWork: async (): Promise<never> => {
      for (;;) {
        await stage.sleep(chance.between(20, 60) * MINUTE_MS);
        if (theatre.faults.storm) await tried(undo(chance.pick(UNDONE)));
        await stage.sleep(chance.between(10, 30) * MINUTE_MS);
        await tried(again());
      }
    },
  };
};
