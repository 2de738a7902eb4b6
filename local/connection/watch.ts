import { createConnectionStore } from '../../lib/stores/connections.ts';
import { recordsOf } from '../demo/states.ts';
import type { LocalPlumbline } from '../plumbline.ts';

const EVERY_MS = 2_000;

/** Says where the records stand whenever that changes. Gives the way to end it. */
export const watch = (plumbline: LocalPlumbline, name: string, say: (text: string) => void): (() => void) => {
  const { aws } = plumbline;
  const connections = createConnectionStore({ client: aws.dynamo, table: `${aws.prefix}connections` });
  let last = '';
  let busy = false;
  const look = async (): Promise<void> => {
    const connection = await connections.get(name);
    const counts = new Map<string, number>();
    for (const { state } of await recordsOf(plumbline, name)) counts.set(state, (counts.get(state) ?? 0) + 1);
    const states = [...counts].map(([state, number]) => `${state} ${number}`).join(' · ');
    const file = connection?.file
      ? `${connection.file.product}, ${connection.file.companyName}`
      : 'no Web Connector has called yet';
    const now = [states || 'no records', file, connection?.trouble, connection?.procoreTrouble]
      .filter((part) => part !== undefined)
      .join(' | ');
    if (now !== last) say(`${new Date().toISOString().slice(11, 19)}  ${now}`);
    last = now;
  };
  const timer = setInterval(() => {
    if (busy) return;
    busy = true;
    look()
      .catch((error: unknown) => say(`The state can't be read: ${String(error)}`))
      .finally(() => {
        busy = false;
      });
  }, EVERY_MS);
  return () => clearInterval(timer);
};
