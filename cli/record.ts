import { findRecord } from '../lib/admin/find.ts';
import type { SyncRecord } from '../lib/engine/record.ts';
import { flowNames } from '../lib/flows/names.ts';
import { type Asked, expectConnection, failure, type Reached } from './command.ts';

/** What follows the name of a command that is about one record. */
export const ONE_RECORD = ['CONNECTION', 'FLOW', 'RECORD'] as const;

/** Throws when there is no such flow, and names those that there are. */
export const expectFlow = (name: string): void => {
  const names = [...flowNames.toQuickBooks, ...flowNames.toProcore];
  if (!names.includes(name)) throw failure(3, `No flow is called "${name}". There are: ${names.join(', ')}.`);
};

const line = ({ id, title, state, reason, mapping, since }: SyncRecord): string =>
  [
    `  id:${id}`,
    `"${title ?? ''}"`,
    reason ? `${state} (${reason.code})` : state,
    `since ${since}`,
    ...(mapping ? [`${mapping.type} "${mapping.name}"`] : []),
  ].join('  ');

/**
 * The record that CONNECTION FLOW RECORD means, with its content: RECORD is its id, number or title. Throws
 * when there is none, and lists them when several fit.
 */
export const recordAsked = async (
  reached: Pick<Reached, 'connections' | 'records'>,
  { connection, words }: Pick<Asked, 'connection' | 'words'>,
): Promise<SyncRecord> => {
  const [flow = '', said = ''] = words;
  expectFlow(flow);
  await expectConnection(reached, connection);
  const found = await findRecord(reached.records, connection, flow, said);
  if (found.is === 'found') return found.record;
  if (found.is === 'several')
    throw failure(
      3,
      [`Several ${flow} are called "${said}"; name the one by its id:`, ...found.records.map(line)].join(
        '\n',
      ),
    );
  throw failure(
    3,
    `${connection} knows no ${flow} "${said}": neither by its id, nor by number or title. ` +
      `All there are: npm run plumbline -- records ${connection} --flow ${flow}`,
  );
};
