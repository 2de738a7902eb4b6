import { RemovalPolicy } from 'aws-cdk-lib';
import {
  AttributeType,
  Billing,
  type GlobalSecondaryIndexPropsV2,
  ProjectionType,
  TableEncryptionV2,
  TableV2,
} from 'aws-cdk-lib/aws-dynamodb';
import type { Construct } from 'constructs';
import { type IndexDefinition, type TableName, tables } from '../lib/stores/tables.ts';

/** The tables; what each holds is said in lib/stores/tables.ts. */
export type Tables = Readonly<Record<TableName, TableV2>>;

const string = (name: string) => ({ name, type: AttributeType.STRING });

const indexOf = ({ name, hash, range, project }: IndexDefinition): GlobalSecondaryIndexPropsV2 => ({
  indexName: name,
  partitionKey: string(hash),
  sortKey: string(range),
  ...(project.length > 0
    ? { projectionType: ProjectionType.INCLUDE, nonKeyAttributes: [...project] }
    : { projectionType: ProjectionType.KEYS_ONLY }),
});

const titled = (name: string): string => name.charAt(0).toUpperCase() + name.slice(1);

/**
 * Tables that outlive the stack: what was posted to QuickBooks can't be worked out again from anywhere else.
 * The AWS-managed key is enough: every reader is a role of this account, and it costs nothing per month.
 * Names are left to CloudFormation, so that a stack can be made anew beside tables that were kept.
 */
export const addTables = (scope: Construct): Tables => {
  const made = tables.map(({ name, indexes }) => {
    const table = new TableV2(scope, titled(name), {
      partitionKey: string('pk'),
      sortKey: string('sk'),
      globalSecondaryIndexes: indexes.map(indexOf),
      billing: Billing.onDemand(),
      encryption: TableEncryptionV2.awsManagedKey(),
      pointInTimeRecoverySpecification: { pointInTimeRecoveryEnabled: true },
      timeToLiveAttribute: 'expiresAt',
      deletionProtection: true,
      removalPolicy: RemovalPolicy.RETAIN,
    });
    return [name, table] as const;
  });
  return Object.fromEntries(made) as Record<TableName, TableV2>;
};
