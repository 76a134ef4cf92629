import { AttributeType, BillingMode, StreamViewType, Table, TableEncryption } from 'aws-cdk-lib/aws-dynamodb';
import { Construct } from 'constructs';
import { type TableKeys, type TableName, TTL_ATTRIBUTE, tables } from '../../contracts/internal/tables.ts';
import type { Settings } from '../config.ts';
import { isProtected, removalPolicyOf } from './retention.ts';

const stringAttribute = (name: string) => ({ name, type: AttributeType.STRING });

export const tableNames = Object.keys(tables) as readonly TableName[];

/** `registrations` in contracts/internal/tables.ts is `Registrations` in a template. */
export const capitalize = (name: string): string => `${name.charAt(0).toUpperCase()}${name.slice(1)}`;

function addTable(scope: Construct, name: TableName, settings: Settings): Table {
  const keys: TableKeys = tables[name];
  const table = new Table(scope, capitalize(name), {
    partitionKey: stringAttribute(keys.partitionKey),
    ...(keys.sortKey ? { sortKey: stringAttribute(keys.sortKey) } : {}),
    // Registrations arrive in bursts (an import, a campaign), which no provisioned capacity fits.
    billingMode: BillingMode.PAY_PER_REQUEST,
    // With AWS's key in the account, whose use CloudTrail records, unlike that of DynamoDB's own key.
    encryption: TableEncryption.AWS_MANAGED,
    // The tables are the only copy of the grants. Recovery reaches back 35 days, to the second.
    pointInTimeRecoverySpecification: { pointInTimeRecoveryEnabled: true },
    timeToLiveAttribute: TTL_ATTRIBUTE,
    // Journal rows are written once: the new image is the whole event.
    ...(keys.stream ? { stream: StreamViewType.NEW_IMAGE } : {}),
    deletionProtection: isProtected(settings),
    removalPolicy: removalPolicyOf(settings),
  });
  for (const index of keys.indexes ?? []) {
    table.addGlobalSecondaryIndex({
      indexName: index.name,
      partitionKey: stringAttribute(index.partitionKey),
      sortKey: stringAttribute(index.sortKey),
    });
  }
  return table;
}

/** Every table of contracts/internal/tables.ts. */
export class Tables extends Construct {
  readonly all: Readonly<Record<TableName, Table>>;

  constructor(scope: Construct, id: string, settings: Settings) {
    super(scope, id);
    const entries = tableNames.map((name) => [name, addTable(this, name, settings)] as const);
    this.all = Object.fromEntries(entries) as Record<TableName, Table>;
  }

  /** The ARNs of a table's indexes, each by its name: `/index/*` would grant those still to come. */
  indexArns(name: TableName): readonly string[] {
    const keys: TableKeys = tables[name];
    return (keys.indexes ?? []).map((index) => `${this.all[name].tableArn}/index/${index.name}`);
  }
}
