import { wishImport } from '../../lib/admin/import.ts';
import { enterHints } from '../../lib/engine/enter-hints.ts';
import { importFlows as imports } from '../../lib/flows/imports.ts';
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
    const { records, writes } = storesOf(machine, ground, randomId);
    for (const { name } of imports)
      for await (const { flow, id } of records.list(connection, name, 'awaiting-approval')) {
        const [stored] = (await records.get(connection, [{ flow, id }])).values();
        if (!stored?.document || stored.state !== 'awaiting-approval') continue;
        stage.note(`approve ${flow} ${stored.title}`);
        const approval = { document: stored.document, by: 'office', at: machine.now().toISOString() };
        const saved = await records.save({ ...stored, approval, state: 'queued', reason: undefined }, stored);
        if (saved) await writes.send(enterHints(connection, [saved]));
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
