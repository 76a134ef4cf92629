import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { describe, expect, it } from 'vitest';
import { writeTransaction } from '../../../lambdas/platform/aws/dynamo.ts';

const cancelled = (...codes: readonly string[]) =>
  Object.assign(new Error('cancelled'), {
    name: 'TransactionCanceledException',
    CancellationReasons: codes.map((Code) => ({ Code })),
  });

/** A client that fails with these errors, one a try, then succeeds. */
function aClient(...errors: readonly Error[]) {
  const left = [...errors];
  const tries: object[] = [];
  const send = async (command: object) => {
    tries.push(command);
    const error = left.shift();
    if (error) throw error;
    return {};
  };
  return { client: { send } as unknown as DynamoDBDocumentClient, tries };
}

const conflict = cancelled('TransactionConflict', 'None');

describe('a transaction', () => {
  it('is tried again while others are in its way', async () => {
    const { client, tries } = aClient(conflict, cancelled('ThrottlingError'), conflict);
    expect(await writeTransaction(client, [])).toBeUndefined();
    expect(tries).toHaveLength(4);
  });

  it('gives up after 4 tries', async () => {
    const { client, tries } = aClient(conflict, conflict, conflict, conflict, conflict);
    await expect(writeTransaction(client, [])).rejects.toBe(conflict);
    expect(tries).toHaveLength(4);
  });

  it('says which condition failed, without trying again', async () => {
    const { client, tries } = aClient(cancelled('None', 'ConditionalCheckFailed', 'TransactionConflict'));
    expect(await writeTransaction(client, [])).toEqual({ index: 1, failed: [{ index: 1 }] });
    expect(tries).toHaveLength(1);
  });

  it.each([
    cancelled('ValidationError', 'TransactionConflict'),
    Object.assign(new Error('no'), { name: 'AccessDeniedException' }),
  ])('throws on what does not pass: %s', async (error) => {
    const { client, tries } = aClient(error);
    await expect(writeTransaction(client, [])).rejects.toBe(error);
    expect(tries).toHaveLength(1);
  });
});
