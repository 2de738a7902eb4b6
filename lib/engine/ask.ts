import pMap from 'p-map';
import type { Link } from '../flow.ts';
import type { Linked } from './plan.ts';
import type { PlannerDeps } from './planner.ts';
import type { Change } from './ports.ts';
import { keyText } from './record.ts';

const CONCURRENCY = 8;
/** A wanted record whose fetch was hinted so long ago is asked for again. */
const WANTED_AGAIN_MS = 5 * 60_000;

/** Makes sure that somebody looks at each missing link; hints go before the mark that would stop others. */
export const createAsk =
  ({ records, changes, now }: Pick<PlannerDeps, 'records' | 'changes' | 'now'>) =>
  async (connection: string, links: readonly Link[], linked: Linked): Promise<void> => {
    const stale = new Date(now().getTime() - WANTED_AGAIN_MS).toISOString();
    const unseen = links.filter((link) => {
      const known = linked.get(keyText(link));
      return !known || (known.state === 'wanted' && known.since < stale);
    });
    const fetches = unseen.map((key): Change => ({ do: 'fetch', connection, key, source: key.source ?? {} }));
    if (fetches.length > 0) await changes.send(fetches);
    const at = now().toISOString();
    const marked = await pMap(
      links,
      (link) => {
        const known = linked.get(keyText(link));
        return known?.waited ? known : records.want(connection, link, link.source ?? {}, at);
      },
      { concurrency: CONCURRENCY },
    );
    // As they are after the mark: one that was planned meanwhile did not know that it is needed.
    const unreferenced = marked.filter(({ reason: why }) => why?.code === 'not-referenced');
    const replans = unreferenced.map(
      ({ flow, id }): Change => ({ do: 'replan', connection, key: { flow, id } }),
    );
    if (replans.length > 0) await changes.send(replans);
  };
