import { silentEvent } from '../lib/events/events.ts';
import { isNewlySilent } from '../lib/events/silence.ts';
import { now, stores } from './deps.ts';
import { teller } from './telling.ts';

/** Tells once of each connection whose Web Connector has not called for long. */
export const tellOfSilence = async (): Promise<void> => {
  const { connections } = stores();
  const at = now();
  for (const one of await connections.list()) {
    if (!isNewlySilent(one, at)) continue;
    const { name, contactAt = '', workAt } = one;
    await connections.note(name, { silentSince: contactAt });
    teller().tell(silentEvent(name, contactAt, workAt, at.toISOString()));
  }
};
