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

  it('has the keys and indexes of contracts/internal/tables.ts', () => {
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

  it('has encryption, point-in-time recovery, on-demand billing and a TTL', () => {
    expect(tableOf('prod', name).Properties).toMatchObject({
      BillingMode: 'PAY_PER_REQUEST',
      PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true },
      SSESpecification: { SSEEnabled: true },
      TimeToLiveSpecification: { AttributeName: 'expiresAt', Enabled: true },
    });
  });

  it('has a stream of new images only if it is the journal', () => {
    const { StreamSpecification } = tableOf('prod', name).Properties;

    expect(StreamSpecification).toEqual(name === 'journal' ? { StreamViewType: 'NEW_IMAGE' } : undefined);
  });

  it('outlives its stack in prod, and is deleted with it locally', () => {
    const prod = tableOf('prod', name);
    const local = tableOf('local', name);

    expect(prod.DeletionPolicy).toBe('Retain');
    expect(prod.Properties.DeletionProtectionEnabled).toBe(true);
    expect(local.DeletionPolicy).toBe('Delete');
    expect(local.Properties.DeletionProtectionEnabled).toBe(false);
  });
});
