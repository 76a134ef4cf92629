import { describe, expect, it } from 'vitest';
import { type TableKeys, type TableName, tables } from '../../contracts/internal/tables.ts';
import { templateOf } from './template.ts';

const names = Object.keys(tables) as TableName[];

function tableOf(stage: 'local' | 'prod', name: TableName) {
  const pattern = new RegExp(`^Tables${name}[0-9A-F]{8}$`, 'i');
  const table = templateOf(stage, 'Data')
    .ofType('AWS::DynamoDB::Table')
    .find(({ id }) => pattern.test(id));
  if (table === undefined) throw new Error(`there is no table ${name}`);
  return table;
}

const keySchema = (partitionKey: string, sortKey?: string) => [
  { AttributeName: partitionKey, KeyType: 'HASH' },
  ...(sortKey ? [{ AttributeName: sortKey, KeyType: 'RANGE' }] : []),
];

describe.each(names)('table %s', (name) => {
  const keys: TableKeys = tables[name];

  it('has the keys and the indexes of its contract', () => {
    const { KeySchema, GlobalSecondaryIndexes = [] } = tableOf('prod', name).Properties;

    expect(KeySchema).toEqual(keySchema(keys.partitionKey, keys.sortKey));
    expect(GlobalSecondaryIndexes).toEqual(
      (keys.indexes ?? []).map((index) => ({
        IndexName: index.name,
        KeySchema: keySchema(index.partitionKey, index.sortKey),
        Projection: { ProjectionType: 'ALL' },
      })),
    );
  });

  it('is encrypted, can be restored to any second, pays by request and forgets by TTL', () => {
    expect(tableOf('prod', name).Properties).toMatchObject({
      BillingMode: 'PAY_PER_REQUEST',
      PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true },
      SSESpecification: { SSEEnabled: true },
      TimeToLiveSpecification: { AttributeName: 'expiresAt', Enabled: true },
    });
  });

  it('streams new images only where the publisher reads them', () => {
    const { StreamSpecification } = tableOf('prod', name).Properties;

    expect(StreamSpecification).toEqual(name === 'journal' ? { StreamViewType: 'NEW_IMAGE' } : undefined);
  });

  it('outlives its stack in prod, and goes with it locally', () => {
    const kept = tableOf('prod', name);
    const dropped = tableOf('local', name);

    expect([kept.DeletionPolicy, kept.Properties.DeletionProtectionEnabled]).toEqual(['Retain', true]);
    expect([dropped.DeletionPolicy, dropped.Properties.DeletionProtectionEnabled]).toEqual(['Delete', false]);
  });
});
