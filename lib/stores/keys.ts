import type { Claim, RecordKey } from '../flow.ts';

/** Keys of an item. */
export interface ItemKey {
  readonly pk: string;
  readonly sk: string;
}

/** `flow#id`: how records name each other in items. */
export const linkText = (key: RecordKey): string => `${key.flow}#${key.id}`;

/** The reverse of linkText; an id may hold `#`, a flow never does. */
export const linkOf = (text: string): RecordKey => {
  const cut = text.indexOf('#');
  return { flow: text.slice(0, cut), id: text.slice(cut + 1) };
};

/**
 * What the partition of everything that belongs to a connection begins with. Throws on a name that holds `#`:
 * it could be read as another connection with the beginning of a flow or an id.
 */
export const ownPart = (connection: string): string => {
  if (connection === '' || connection.includes('#'))
    throw new Error(`no name of a connection: ${connection}`);
  return `${connection}#`;
};

/** Partition of a record, of its waiters and of its release marker. */
export const recordPk = (connection: string, key: RecordKey): string =>
  `${ownPart(connection)}${linkText(key)}`;

/** A connection's name holds no `#`. */
export const connectionOfPk = (pk: string): string => pk.slice(0, pk.indexOf('#'));

export const recordOfPk = (pk: string): RecordKey => linkOf(pk.slice(pk.indexOf('#') + 1));

export const recordKey = (connection: string, key: RecordKey): ItemKey => ({
  pk: recordPk(connection, key),
  sk: 'record',
});

export const releaseKey = (connection: string, link: RecordKey): ItemKey => ({
  pk: recordPk(connection, link),
  sk: 'release',
});

export const waiterPrefix = 'waiter#';

export const waiterKey = (connection: string, link: RecordKey, waiting: RecordKey): ItemKey => ({
  pk: recordPk(connection, link),
  sk: `${waiterPrefix}${linkText(waiting)}`,
});

export const markPrefix = 'mark#';

export const markKey = (connection: string, key: RecordKey & { readonly hash: string }): ItemKey => ({
  pk: recordPk(connection, key),
  sk: `${markPrefix}${key.hash}`,
});

/** No flow is named `claim`, `chunk`, `object` or `awaited`, so these partitions hold no records. */
export const claimKey = (connection: string, { kind, value }: Pick<Claim, 'kind' | 'value'>): ItemKey => ({
  pk: `${ownPart(connection)}claim#${kind}#${value}`,
  sk: 'claim',
});

/** `kind#value` of a claim. */
export const claimOfPk = (pk: string): string => pk.slice(pk.indexOf('#') + 'claim#'.length + 1);
