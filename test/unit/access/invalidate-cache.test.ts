import { describe, expect, it } from 'vitest';
import { authorizationCacheInvalidatedV1 } from '../../../contracts/events/authorization-cache-invalidated.v1.ts';
import { permissionGroupsSetV1 } from '../../../contracts/events/permission-groups-set.v1.ts';
import { roleAssignmentFailedV1 } from '../../../contracts/events/role-assignment-failed.v1.ts';
import { roleAssignmentSucceededV1 } from '../../../contracts/events/role-assignment-succeeded.v1.ts';
import { roleRevocationSucceededV1 } from '../../../contracts/events/role-revocation-succeeded.v1.ts';
import { SYSTEM_ACTOR_ID } from '../../../contracts/fields.ts';
import { invalidateCache } from '../../../lambdas/access/invalidate-cache.ts';
import type { JournalRow } from '../../../lambdas/platform/events/journal.ts';
import { consumerJournal } from '../../../lambdas/platform/events/journal.ts';
import { aDelivery, EVENT_ID } from '../../support/events/builders.ts';
import { InMemoryDynamo } from '../../support/simulation/dynamo/client.ts';

function aWorld() {
  const dynamo = new InMemoryDynamo();
  const journal = consumerJournal(dynamo.client, 'journal');
  // Each asking of the time is a second later than the one before.
  const times = [1, 2, 3].values();
  const clock = () => new Date(Date.UTC(2026, 10, 22, 10, 0, times.next().value));
  const invalidate = invalidateCache({ journal, clock });
  const rows = () => dynamo.all('journal') as readonly unknown[] as readonly JournalRow[];
  return { dynamo, invalidate, rows };
}

describe('invalidateCache', () => {
  it.each([
    aDelivery(roleAssignmentSucceededV1),
    aDelivery(roleRevocationSucceededV1),
    aDelivery(permissionGroupsSetV1),
  ])('publishes that decisions are void: $type', async (event) => {
    const { invalidate, rows } = aWorld();
    await invalidate(event);
    const { userId } = event.data as { userId: string };
    expect(rows()).toMatchObject([
      {
        type: 'AuthorizationCacheInvalidated',
        detail: {
          metadata: { causationId: EVENT_ID, correlationId: 'cor-1', actor: { type: 'system', id: SYSTEM_ACTOR_ID } },
          data: { userId, pattern: `authz:${userId}:*` },
        },
      },
    ]);
    expect(authorizationCacheInvalidatedV1.data.parse(rows()[0]?.detail.data)).toBeDefined();
  });

  it('publishes once, however often the event is delivered, and keeps the first row', async () => {
    const { invalidate, rows } = aWorld();
    await invalidate(aDelivery(roleAssignmentSucceededV1));
    const first = rows();
    await invalidate(aDelivery(roleAssignmentSucceededV1));
    expect(rows()).toEqual(first);
  });

  it('publishes for each event', async () => {
    const { invalidate, rows } = aWorld();
    await invalidate(aDelivery(roleAssignmentSucceededV1));
    await invalidate(aDelivery(roleAssignmentSucceededV1, {}, { eventId: '4e4f5a6b-7c8d-5e9f-8a1b-2c3d4e5f6a7b' }));
    expect(rows()).toHaveLength(2);
  });

  it('fails when the journal does not write, so that the event is delivered again', async () => {
    const { dynamo, invalidate, rows } = aWorld();
    dynamo.failNext = () => new Error('down');
    await expect(invalidate(aDelivery(roleAssignmentSucceededV1))).rejects.toThrow('down');
    await invalidate(aDelivery(roleAssignmentSucceededV1));
    expect(rows()).toHaveLength(1);
  });
});

it('invalidateCache ignores an attempt that failed', async () => {
  const { invalidate, rows } = aWorld();
  await invalidate(aDelivery(roleAssignmentFailedV1));
  expect(rows()).toEqual([]);
});
