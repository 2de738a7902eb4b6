import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';

/** What a conditional write gave, or undefined when its condition did not hold. */
export const unlessRefused = async <T>(write: Promise<T>): Promise<T | undefined> => {
  try {
    return await write;
  } catch (error) {
    if (error instanceof ConditionalCheckFailedException) return undefined;
    throw error;
  }
};

/** Condition of a write: the stored rev is still `rev`; 0: nothing is stored. */
export const revIs = (rev: number) =>
  rev === 0
    ? { ConditionExpression: 'attribute_not_exists(pk)' }
    : {
        ConditionExpression: '#rev = :rev',
        ExpressionAttributeNames: { '#rev': 'rev' },
        ExpressionAttributeValues: { ':rev': rev },
      };

/** An update: SET for what is given, REMOVE for what is given as undefined. At least one name. */
export const changing = (news: object) => {
  const names = Object.keys(news);
  const values = Object.entries(news).filter(([, value]) => value !== undefined);
  const removed = names.filter((name) => !values.some(([set]) => set === name));
  const sets = values.map(([name]) => `#${name} = :${name}`).join(', ');
  const removes = removed.map((name) => `#${name}`).join(', ');
  return {
    UpdateExpression: `${sets && `SET ${sets}`} ${removes && `REMOVE ${removes}`}`.trim(),
    ExpressionAttributeNames: Object.fromEntries(names.map((name) => [`#${name}`, name])),
    ...(values.length > 0 && {
      ExpressionAttributeValues: Object.fromEntries(values.map(([name, value]) => [`:${name}`, value])),
    }),
  };
};
