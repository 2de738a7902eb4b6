import { type Flow, toQuickBooks } from '../../lib/flow.ts';

/** A flow of which only the name and the triggers matter. */
export const literalFlow = (
  name: string,
  on: readonly string[],
  onProject?: readonly string[],
): Flow<unknown> =>
  toQuickBooks<unknown>({
    name,
    on,
    onProject,
    needs: [],
    title: () => name,
    fetch: async () => ({ startedAt: '2026-01-01T00:00:00.000Z', gone: true }),
    list: async () => [],
    refuse: () => undefined,
    links: () => [],
    claims: () => [],
    lookup: () => [],
    match: () => ({ is: 'absent' }),
    request: () => undefined,
    settle: () => undefined,
  });
