import { deletedQueries } from '../engine/deleted.ts';
import { existenceQuery, isThere } from '../engine/existence.ts';
import type { Canary } from '../engine/ports.ts';
import type { Answer, QbRequest } from '../qbxml/message.ts';
import { outcomeOf } from '../qbxml/status.ts';

interface Numbered {
  readonly requestID: string;
  readonly request: QbRequest;
}

const typesOf = (canaries: readonly Canary[]): string[] => [...new Set(canaries.map(({ type }) => type))];

const named = (type: string): string => `canary-${type}`;

/** Asks which of the newest objects that we posted are there; one query for each type. */
export const canaryRequests = (canaries: readonly Canary[]): readonly Numbered[] =>
  typesOf(canaries).map((type) => {
    const ids = canaries.filter((one) => one.type === type).map(({ id }) => id);
    return { requestID: named(type), request: existenceQuery(type, ids) };
  });

/** What the newest objects tell: `missing` are newer than `alive`, the newest that is there. */
export interface Sighting {
  readonly missing: readonly Canary[];
  readonly alive?: Canary;
}

/** A query that QuickBooks did not carry out tells nothing of its objects. `canaries`: newest first. */
export const sight = (canaries: readonly Canary[], answers: ReadonlyMap<string, Answer>): Sighting => {
  const missing: Canary[] = [];
  for (const canary of canaries) {
    const answer = answers.get(named(canary.type));
    if (!answer || !['done', 'nothing-found'].includes(outcomeOf(answer).is)) continue;
    if (isThere([answer], canary.id)) return { missing, alive: canary };
    missing.push(canary);
  }
  return { missing };
};

/** Asks what was deleted since the missing objects were posted. QuickBooks knows of the last 90 days. */
export const deletedRequests = (missing: readonly Canary[]): readonly Numbered[] => {
  const oldest = missing.map(({ at }) => at).reduce((a, b) => (a < b ? a : b));
  return deletedQueries(typesOf(missing), oldest).map((request) => ({ requestID: request.message, request }));
};

/** Those of the missing that do not stand among the deleted: no one deleted them, the file does not know them. */
export const unexplained = (
  missing: readonly Canary[],
  answers: ReadonlyMap<string, Answer>,
): readonly Canary[] => missing.filter(({ id }) => !isThere([...answers.values()], id));
