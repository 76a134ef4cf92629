import { describe, expect, it } from 'vitest';
import { tables } from '../../../contracts/internal/tables.ts';
import { capacityOf, type StoredTable } from '../../bench/cost/capacity.ts';

const stored = (name: string): StoredTable => ({ keys: tables[name as keyof typeof tables], sizeOf: () => 600 });
const text = (value: string) => ({ S: value });

const put = (table: string, item: Readonly<Record<string, unknown>>) => ({ Put: { TableName: table, Item: item } });

describe('write units', () => {
  it('are one for a small item, and one for each started KB', () => {
    expect(capacityOf('PutItem', { TableName: 'mail', Item: { intentId: text('1') } }, stored).writes).toBe(1);
    const large = { intentId: text('1'), body: text('x'.repeat(1_500)) };
    expect(capacityOf('PutItem', { TableName: 'mail', Item: large }, stored).writes).toBe(2);
  });

  it('are one more for each index that has the item', () => {
    const item = Object.fromEntries(
      ['eventId', 'listing', 'at', 'actorId', 'targetId', 'targetType', 'action'].map((name) => [name, text('x')]),
    );
    expect(capacityOf('PutItem', { TableName: 'audit', Item: item }, stored).writes).toBe(6);
  });

  it('are two in a transaction, whose index rows still take one', () => {
    const body = {
      TransactItems: [
        put('journal', { operationId: text('1'), place: text('a') }),
        put('users', { userId: text('1'), listing: text('all'), createdAt: text('2026') }),
      ],
    };
    expect(capacityOf('TransactWriteItems', body, stored).writes).toBe(2 + 2 + 1);
  });

  it('are two for an index whose key changes: a deletion and a write', () => {
    const update = (expression: string) => ({
      TableName: 'registrations',
      Key: { pk: text('1') },
      UpdateExpression: expression,
      ExpressionAttributeNames: { '#due': 'dueAt', '#state': 'state' },
    });
    expect(capacityOf('UpdateItem', update('SET #state = :state'), stored).writes).toBe(1 + 1);
    expect(capacityOf('UpdateItem', update('SET #due = :due'), stored).writes).toBe(1 + 2);
  });
});

describe('read units', () => {
  it('are halved for an eventually consistent read', () => {
    const get = { TableName: 'mail', Key: { intentId: text('1') } };
    expect(capacityOf('GetItem', get, stored).reads).toBe(0.5);
    expect(capacityOf('GetItem', { ...get, ConsistentRead: true }, stored).reads).toBe(1);
  });

  it('are counted for each key of a batch', () => {
    const keys = [{ pk: text('1') }, { pk: text('2') }];
    const body = { RequestItems: { access: { Keys: keys, ConsistentRead: true } } };
    expect(capacityOf('BatchGetItem', body, stored).reads).toBe(2);
  });
});
