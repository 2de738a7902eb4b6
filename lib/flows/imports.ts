import type { ImportFlow } from '../import-flow.ts';

/** Every flow from QuickBooks to Procore. Queries, dashboard rows, docs and the CLI derive from this list. */
export const importFlows: readonly ImportFlow<unknown>[] = [];
