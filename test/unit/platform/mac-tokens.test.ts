import { createHmac } from 'node:crypto';
import type { KMSClient } from '@aws-sdk/client-kms';
import { describe, expect, it } from 'vitest';
import { tokens } from '../../../lambdas/platform/aws/mac-tokens.ts';

/** KMS with one key in memory. */
const kms = {
  send: async ({ input }: { input: { Message: Uint8Array; KeyId: string } }) => ({
    Mac: createHmac('sha256', input.KeyId).update(input.Message).digest(),
  }),
} as unknown as KMSClient;

describe('tokens', () => {
  it('are made again from what they are for', async () => {
    const { derive } = tokens(kms, 'key');

    expect(await derive('invitation:a:1')).toBe(await derive('invitation:a:1'));
    expect(await derive('invitation:a:1')).not.toBe(await derive('invitation:a:2'));
  });

  it('have 40 characters that need no escaping in a link', async () => {
    expect(await tokens(kms, 'key').derive('invitation:a:1')).toMatch(/^[\w-]{40}$/);
  });

  it('differ by key, and from their hashes', async () => {
    const token = await tokens(kms, 'key').derive('invitation:a:1');

    expect(await tokens(kms, 'other').derive('invitation:a:1')).not.toBe(token);
    expect((await tokens(kms, 'key').hash(token)).startsWith(token)).toBe(false);
  });
});
