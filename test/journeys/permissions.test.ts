import { DynamoDBClient, GetItemCommand } from '@aws-sdk/client-dynamodb';
import { describe, expect, inject, it } from 'vitest';
import { enforcesIam } from '../../local/emulator/health.ts';

const { outputs } = inject('system');

describe('the deployed IAM permissions', () => {
  it('are enforced by the emulator', async () => {
    expect(await enforcesIam(outputs.endpoint)).toBe(true);
  });

  it('refuse credentials that IAM does not know', async () => {
    const credentials = { accessKeyId: 'AKIAIOSFODNN7EXAMPLE', secretAccessKey: 'unknown' };
    const stranger = new DynamoDBClient({ endpoint: outputs.endpoint, region: outputs.region, credentials });
    const get = new GetItemCommand({ TableName: outputs.tables.users, Key: { userId: { S: 'x' } } });
    await expect(stranger.send(get)).rejects.toThrow(/security token|not authorized/);
  });
});
