import { marshall } from '@aws-sdk/util-dynamodb';
import type { AttributeValue } from 'aws-lambda';
import { describe, expect, it } from 'vitest';
import { metadata } from '../../../contracts/events/define-event.ts';
import { outgoing } from '../../../lambdas/journal/publish.ts';
import { sendCanary } from '../../../lambdas/journal/send-canary.ts';

const NOW = new Date('2026-11-22T09:30:00.000Z');

async function rowAt(now: Date): Promise<Record<string, unknown>> {
  const written: Record<string, unknown>[] = [];
  const client = {
    send: async ({ input }: { input: { Item: Record<string, unknown> } }) => void written.push(input.Item),
  };
  await sendCanary(client as never, 'journal', () => now)();
  return written[0] ?? {};
}

describe('sendCanary', () => {
  it('writes a row with a source that no consumer subscribes to', async () => {
    const NewImage = marshall(await rowAt(NOW)) as Record<string, AttributeValue>;
    const [out] = outgoing([{ eventName: 'INSERT', dynamodb: { SequenceNumber: '1', NewImage } }], 'bus');

    expect(out?.entry).toMatchObject({ Source: 'rollcall.canary', DetailType: 'Canary', Time: NOW });
    expect(metadata.safeParse(JSON.parse(out?.entry.Detail ?? '').metadata).success).toBe(true);
  });

  it('writes another row each time, which expires after a day', async () => {
    const one = await rowAt(NOW);
    const next = await rowAt(new Date(NOW.getTime() + 60_000));

    expect(`${one.operationId} ${one.place}`).not.toBe(`${next.operationId} ${next.place}`);
    expect(one.expiresAt).toBe(NOW.getTime() / 1000 + 24 * 60 * 60);
  });
});
