import type { ImportFlow } from '../import-flow.ts';
import { billPayments } from './bill-payments.ts';
import { costs } from './costs.ts';
import { jobs } from './jobs.ts';
import { vendors } from './vendors.ts';

/** Every flow from QuickBooks to Procore. Queries, dashboard rows, docs and the CLI derive from this list. */
export const importFlows: readonly ImportFlow<unknown>[] = [jobs, vendors, costs, billPayments];
