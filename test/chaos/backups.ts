import { takeRestored } from '../../lib/admin/restored.ts';
import { flows } from '../../lib/flows/index.ts';
import type { Backup, QuickBooks } from '../../local/simulators/quickbooks/quickbooks.ts';
import type { HandsOn } from './deeds.ts';
import { createFunction, type Theatre } from './machines.ts';
import { type Ground, storesOf } from './plumbline.ts';
import { MINUTE_MS } from './time.ts';

/** Whether a file has what was posted last, so that it being put back is not noticed. */
const hasNewest = ({ file }: Backup, newest: string | undefined): boolean =>
  newest === undefined ||
  [file.objects, file.orders, file.estimates, file.bills, file.payments].some((all) => all.has(newest));

/**
 * The bookkeeper puts a backup back; what people did since then is undone. `newest`: id of the object that was posted
 * last: a file that has it is not put back, since one that lost nothing but changes is not noticed.
 * `isInUse`: a session is open.
 */
export const createBackups = (
  { stage, faults }: Theatre,
  quickbooks: QuickBooks,
  hands: HandsOn,
  newest: () => Promise<string | undefined>,
  isInUse: () => boolean,
) => {
  const { chance, note } = stage;

  const keep = () => {
    note('bookkeeper makes a backup');
    return { backup: quickbooks.snapshot(), takeBack: hands.keep() };
  };

  /** A backup some time in the storm, put back some time later. */
  const restoreOnce = async (): Promise<void> => {
    await stage.sleep(chance.between(10, 40) * MINUTE_MS);
    const kept = keep();
    await stage.sleep(chance.between(10, 45) * MINUTE_MS);
    while (isInUse()) await stage.sleep(MINUTE_MS);
    await stage.step('bookkeeper looks for the backup', async () => {
      if (!faults.storm || isInUse() || hasNewest(kept.backup, await newest())) return { value: undefined };
      note('bookkeeper restores the backup');
      faults.count('company file restored');
      quickbooks.restore(kept.backup);
      kept.takeBack();
      return { value: undefined };
    });
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
