/** Names of the flows, in the order of the dashboard. */
export const FLOWS = ['cost-codes', 'companies', 'projects', 'commitments'];
