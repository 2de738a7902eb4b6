/** An index of a table: rows without its hash attribute are not in it. */
export interface IndexDefinition {
  readonly name: string;
  readonly hash: string;
  readonly range: string;
  /** Attributes in the index beside the keys; none: the keys alone. */
  readonly project: readonly string[];
}

/** Every table has the string keys `pk` and `sk` and is billed per request. */
export interface TableDefinition {
  readonly name: TableName;
  readonly indexes: readonly IndexDefinition[];
}

export type TableName = 'records' | 'connections' | 'sessions';

/** What is queued, wanted, being released or to be marked in Procore, by connection and time. */
export const pendingIndex: IndexDefinition = {
  name: 'pending',
  hash: 'pendingOf',
  range: 'pendingAt',
  project: [],
};

/**
 * Every record of a flow, by state and time: a record without content, fetchStartedAt, refusedHash, doubt and tries.
 * DynamoDB takes at most 20 attributes here; the connection, flow and id are in the key.
 */
export const flowIndex: IndexDefinition = {
  name: 'by-flow',
  hash: 'flowOf',
  range: 'stateAt',
  project: [
    ...['rev', 'source', 'state', 'reason', 'flags', 'title', 'since', 'attempts', 'notBefore', 'blockedBy'],
    ...['mapping', 'hash', 'syncedHash', 'syncedAt', 'deleted', 'waited', 'generation', 'override'],
    ...['approval', 'document'],
  ],
};

/** The tables, as the deployment and the embedded services create them. */
export const tables: readonly TableDefinition[] = [
  { name: 'records', indexes: [pendingIndex, flowIndex] },
  { name: 'connections', indexes: [] },
  { name: 'sessions', indexes: [] },
];

/**
 * The partition of the connections themselves, in the table `connections`. Users with their passwords, and counts
 * of failed logins, stand in others: policies let only one function at those.
 */
export const CONNECTIONS = 'connection';

/** The partition of the rate limits of Procore's credentials, in the table `connections`. */
export const LIMITS = 'procore-limit';

/** The partition of what is known of each connection's hooks and lists, in the table `connections`. */
export const WATCHES = 'watch';

/** Full name of a table, e.g. `plumbline-records`. */
export const tableName = (prefix: string, name: TableName): string => `${prefix}${name}`;
