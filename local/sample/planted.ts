/** A record that must end in a certain state with a certain reason. */
export interface Planted {
  readonly flow: string;
  /** Procore id; for cost codes the full code. */
  readonly id: string;
  readonly state: string;
  readonly reasonCode: string;
  /** What was planted, for people. */
  readonly why: string;
  /** Nothing leads the connector to this record unless Procore tells of it: no record is right, too. */
  readonly unseenToo?: true;
}

type Row = (id: string, state: string, reasonCode: string, why: string) => Planted;

const rowOf =
  (flow: string): Row =>
  (id, state, reasonCode, why) => ({ flow, id, state, reasonCode, why });

export const commitment = rowOf('commitments');
export const company = rowOf('companies');
export const project = rowOf('projects');
export const costCode = rowOf('cost-codes');
export const budget = rowOf('budgets');
export const changeOrder = rowOf('change-orders');
export const invoice = rowOf('invoices');
export const payment = rowOf('payments');

/** A record that the first list may leave out: of a vendor that nobody needs, or inside a project not chosen. */
export const unseen = (planted: Planted): Planted => ({ ...planted, unseenToo: true });
