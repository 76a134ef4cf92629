import { AttributeType, BillingMode, StreamViewType, Table, TableEncryption } from 'aws-cdk-lib/aws-dynamodb';
import { Construct } from 'constructs';
import { type TableKeys, type TableName, TTL_ATTRIBUTE, tables } from '../../contracts/internal/tables.ts';
import type { Settings } from '../config.ts';
import { isProtected, removalPolicyOf } from './settings.ts';

const text = (name: string) => ({ name, type: AttributeType.STRING });

export const tableNames = Object.keys(tables) as readonly TableName[];

/** `registrations` in contracts/internal/tables.ts is `Registrations` in a template. */
export const titleOf = (name: string): string => `${name.charAt(0).toUpperCase()}${name.slice(1)}`;

function tableFrom(scope: Construct, name: TableName, settings: Settings): Table {
  const keys: TableKeys = tables[name];
  const table = new Table(scope, titleOf(name), {
    partitionKey: text(keys.partitionKey),
    ...(keys.sortKey ? { sortKey: text(keys.sortKey) } : {}),
    // Registrations come in bursts (an import, a campaign): nothing to plan capacity from.
    billingMode: BillingMode.PAY_PER_REQUEST,
    // With a key of the account: its use shows in CloudTrail, unlike that of DynamoDB's own.
    encryption: TableEncryption.AWS_MANAGED,
    // The state is the only copy of who holds which role; 35 days, to the second.
    pointInTimeRecoverySpecification: { pointInTimeRecoveryEnabled: true },
    timeToLiveAttribute: TTL_ATTRIBUTE,
    // Journal rows are only ever written once: the new image is the whole event.
    ...(keys.stream ? { stream: StreamViewType.NEW_IMAGE } : {}),
    deletionProtection: isProtected(settings),
    removalPolicy: removalPolicyOf(settings),
  });
  for (const index of keys.indexes ?? []) {
    table.addGlobalSecondaryIndex({
      indexName: index.name,
      partitionKey: text(index.partitionKey),
      sortKey: text(index.sortKey),
    });
  }
  return table;
}

/** Every table of contracts/internal/tables.ts. */
export class Tables extends Construct {
  readonly all: Readonly<Record<TableName, Table>>;

  constructor(scope: Construct, id: string, settings: Settings) {
    super(scope, id);
    const made = tableNames.map((name) => [name, tableFrom(this, name, settings)] as const);
    this.all = Object.fromEntries(made) as Record<TableName, Table>;
  }

  /** The ARNs of a table's indexes, each by its name: `/index/*` would grant those still to come. */
  indexArns(name: TableName): readonly string[] {
    const keys: TableKeys = tables[name];
    return (keys.indexes ?? []).map((index) => `${this.all[name].tableArn}/index/${index.name}`);
  }
}
