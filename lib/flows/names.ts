import { importFlows } from './imports.ts';
import { flows } from './index.ts';

/** What a connection file may call a flow, by the side that its records go to. */
export const flowNames = {
  toQuickBooks: flows.map(({ name }) => name),
  toProcore: importFlows.map(({ name }) => name),
};
