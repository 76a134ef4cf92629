import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { describe, expect, it } from 'vitest';
import { batchGet, conditionHeld } from '../../../lambdas/platform/aws/dynamo.ts';

const named = (name: string) => Object.assign(new Error('refused'), { name });

const answering = (answer: object) => {
  const sent: unknown[] = [];
  const client = {
    send: async (command: { input: unknown }) => {
      sent.push(command.input);
      return answer;
    },
  };
  return { sent, client: client as unknown as DynamoDBDocumentClient };
};

describe('conditionHeld', () => {
  it('returns true when the write was carried out', async () => {
    expect(await conditionHeld(Promise.resolve())).toBe(true);
  });

  it('returns false when the condition failed', async () => {
    expect(await conditionHeld(Promise.reject(named('ConditionalCheckFailedException')))).toBe(false);
  });

  it('throws any other error', async () => {
    await expect(conditionHeld(Promise.reject(named('ThrottlingException')))).rejects.toThrow('refused');
  });
});

describe('batchGet', () => {
  it('reads strongly consistent', async () => {
    const { sent, client } = answering({ Responses: { t: [{ id: 'a' }] } });
    expect(await batchGet(client, { t: [{ id: 'a' }] })).toEqual({ t: [{ id: 'a' }] });
    expect(sent).toEqual([{ RequestItems: { t: { Keys: [{ id: 'a' }], ConsistentRead: true } } }]);
  });

  it('makes no call without keys', async () => {
    const { sent, client } = answering({});
    expect(await batchGet(client, { t: [] })).toEqual({ t: [] });
    expect(sent).toEqual([]);
  });

  it('throws a Transient when DynamoDB leaves keys unprocessed', async () => {
    const { client } = answering({ Responses: { t: [] }, UnprocessedKeys: { t: { Keys: [{ id: 'a' }] } } });
    await expect(batchGet(client, { t: [{ id: 'a' }] })).rejects.toThrow('503');
  });

  it('refuses more keys than one call takes', async () => {
    const { client } = answering({});
    const keys = Array.from({ length: 101 }, (_, index) => ({ id: String(index) }));
    await expect(batchGet(client, { t: keys })).rejects.toThrow(RangeError);
  });
});
