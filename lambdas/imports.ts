import { createIntake } from '../lib/engine/intake.ts';
import { importFlows } from '../lib/flows/imports.ts';
import { createObjectStore } from '../lib/stores/imported-objects.ts';
import { clients, environment, now, stores } from './deps.ts';

/** What is read from QuickBooks, and where it goes. */
export const importing = () => {
  const objects = createObjectStore({ client: clients().dynamo, table: environment().recordsTable });
  return { imports: importFlows, intake: createIntake({ ...stores(), objects, now }) };
};
