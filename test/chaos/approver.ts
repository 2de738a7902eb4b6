import { approve } from '../../lib/admin/approve.ts';
import { wishImport } from '../../lib/admin/import.ts';
import { importFlows as imports } from '../../lib/flows/imports.ts';
import { flows } from '../../lib/flows/index.ts';
import { createFunction, type Machine, type Theatre } from './machines.ts';
import { type Ground, storesOf } from './plumbline.ts';
import { MINUTE_MS } from './time.ts';

/** Somebody who approves whatever is to be created in Procore, and now and then has QuickBooks read at once. */
export const createApprover = (theatre: Theatre, ground: Ground, connection: string) => {
  const { stage } = theatre;
  const { chance, perhaps } = stage;
  let sent = 0;
  const randomId = (): string => {
    sent += 1;
    return `approved-${sent}`;
  };

  const approveAll = async (machine: Machine): Promise<void> => {
    const deps = { ...storesOf(machine, ground, randomId), flows, imports, now: machine.now };
    for (const { name } of imports)
      for await (const { flow, id, title } of deps.records.list(connection, name, 'awaiting-approval')) {
        stage.note(`approve ${flow} ${title}`);
        await approve(deps, connection, { flow, id }, { by: 'office' });
      }
  };

  const approver = createFunction<void, void>(theatre, 'approver', (machine) => () => approveAll(machine));
  const wisher = createFunction<{ full: boolean }, unknown>(theatre, 'wish', (machine) => (wish) => {
    const { connections } = storesOf(machine, ground, randomId);
    return wishImport({ connections, imports, now: machine.now }, connection, wish);
  });

  const tried = (act: Promise<unknown>): Promise<unknown> =>
    act.catch((error: unknown) => stage.note(`  operator: ${error}`));

  return {
    approve: () => approver(),
    wish: (full: boolean) => wisher({ full }),
    atWork: async (): Promise<never> => {
      for (;;) {
        await stage.sleep(chance.between(10, 40) * MINUTE_MS);
        await tried(approver());
        if (theatre.faults.storm && perhaps(2)) await tried(wisher({ full: perhaps(4) }));
      }
    },
  };
};
