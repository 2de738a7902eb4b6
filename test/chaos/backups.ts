import { takeRestored } from '../../lib/admin/restored.ts';
import { flows } from '../../lib/flows/index.ts';
import type { Backup, QuickBooks } from '../../local/simulators/quickbooks/quickbooks.ts';
import { createFunction, type Theatre } from './machines.ts';
import { type Ground, storesOf } from './plumbline.ts';
import { MINUTE_MS } from './time.ts';

/** The bookkeeper puts a backup back; what people deleted since then is there again. */
export const createBackups = ({ stage, faults }: Theatre, quickbooks: QuickBooks, deleted: Set<string>) => {
  const { chance, note } = stage;

  const keep = (): { backup: Backup; deleted: readonly string[] } => {
    note('bookkeeper makes a backup');
    return { backup: quickbooks.snapshot(), deleted: [...deleted] };
  };

  /** A backup some time in the storm, put back some time later. */
  const restoreOnce = async (): Promise<void> => {
    await stage.sleep(chance.between(10, 40) * MINUTE_MS);
    const kept = keep();
    await stage.sleep(chance.between(10, 45) * MINUTE_MS);
    if (!faults.storm) return;
    note('bookkeeper restores the backup');
    faults.count('company file restored');
    quickbooks.restore(kept.backup);
    deleted.clear();
    for (const number of kept.deleted) deleted.add(number);
  };

  return { restoreOnce };
};

/** The operator says that the backup was meant, whenever a session has found an older file. */
export const createOperator = (theatre: Theatre, ground: Ground, connection: string) => {
  const { stage } = theatre;

  const restored = createFunction<string, boolean>(theatre, 'restored', (machine) => {
    const stores = storesOf(machine, ground, () => 'none');
    const deps = { ...stores, flows: flows.map(({ name }) => name), now: machine.now };
    return async (name) => {
      const known = await stores.connections.get(name);
      if (!known?.alarm) return false;
      const word = await takeRestored(deps, name);
      stage.note(`  restored: ${JSON.stringify(word)}`);
      return word.is === 'taken';
    };
  });

  return async (): Promise<never> => {
    for (;;) {
      await stage.sleep(stage.chance.between(10, 30) * MINUTE_MS);
      await restored(connection).catch((error: unknown) => stage.note(`  operator: ${error}`));
    }
  };
};
