import { GetCommand, PutCommand } from '@aws-sdk/lib-dynamodb';
import type { RecordStore } from '../engine/ports.ts';
import type { Claim, RecordKey } from '../flow.ts';
import { getItems, type Item, type Table, writeItems } from './batches.ts';
import { unlessRefused } from './conditional.ts';
import { claimKey, claimOfPk, linkOf, linkText } from './keys.ts';

const claimItem = (connection: string, claim: Claim, owner: RecordKey): Item => ({
  ...claimKey(connection, claim),
  holder: linkText(owner),
});

/** Writes a claim unless somebody else than `from` (absent: than nobody) and the owner itself holds it. */
const putClaim = async (on: Table, item: Item, from?: RecordKey): Promise<boolean> => {
  const put = new PutCommand({
    TableName: on.table,
    Item: item,
    ConditionExpression: `holder = :me OR ${from ? 'holder = :from' : 'attribute_not_exists(pk)'}`,
    ExpressionAttributeValues: { ':me': item.holder, ':from': from && linkText(from) },
  });
  return (await unlessRefused(on.client.send(put))) !== undefined;
};

/** Who holds a name or number: one item per claim. Claims change hands and are never removed. */
export const claimsOf = (on: Table): Pick<RecordStore, 'claim' | 'takeClaim' | 'putClaims' | 'holders'> => ({
  claim: async (connection, claim, owner) => {
    if (await putClaim(on, claimItem(connection, claim, owner))) return owner;
    const Key = { ...claimKey(connection, claim) };
    const stored = await on.client.send(new GetCommand({ TableName: on.table, Key, ConsistentRead: true }));
    return linkOf(String(stored.Item?.holder));
  },

  holders: async (connection, claims) => {
    const items = await getItems(
      on,
      claims.map((claim) => claimKey(connection, claim)),
    );
    return new Map(items.map(({ pk, holder }) => [claimOfPk(pk), linkOf(String(holder))]));
  },

  takeClaim: (connection, claim, owner, from) => putClaim(on, claimItem(connection, claim, owner), from),

  putClaims: (connection, claims) =>
    writeItems(
      on,
      claims.map(({ claim, owner }) => ({ put: claimItem(connection, claim, owner) })),
    ),
});
